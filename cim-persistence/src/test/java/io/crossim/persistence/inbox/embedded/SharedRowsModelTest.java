package io.crossim.persistence.inbox.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.inbox.Follow;
import io.crossim.persistence.inbox.Followed;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.memory.MemoryInboxStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Steps by chance, with which inboxes in files and in memory have to hold the same. Now and then
 * the files are closed and opened again.
 */
class SharedRowsModelTest {

  private static final int STEPS = 1_000;
  private static final List<Long> USERS = List.of(41L, 42L, 43L, 44L);
  private static final List<ConversationId> CONVERSATIONS =
      List.of(ConversationId.group(7), ConversationId.group(8), ConversationId.pair(41, 42));
  private static final InboxLimits LIMITS = new InboxLimits(Duration.ofDays(1), 200, 4_000, 2);

  @TempDir private Path directory;

  private long now = 1_793_491_200_000L;
  private final InstantSource clock = () -> Instant.ofEpochMilli(now);
  private final InboxStore model = new MemoryInboxStore(LIMITS, clock);
  private final Map<ConversationId, Long> heads = new HashMap<>();
  private InboxStore store;
  private Random chance;
  private int number;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theyHoldTheSame(long seed) {
    chance = new Random(seed);
    store = open();
    try {
      for (int step = 0; step < STEPS; step++) {
        now += chance.nextInt(20) == 0 ? Duration.ofHours(3).toMillis() : chance.nextInt(5);
        step();
      }
      compare();
    } finally {
      store.close();
    }
  }

  private InboxStore open() {
    return new EmbeddedInboxStore(
        directory, LIMITS, clock, /* sync= */ false, /* fewestShared= */ 2);
  }

  private void step() {
    switch (chance.nextInt(20)) {
      case 0 -> {
        store.close();
        store = open();
        compare();
      }
      case 1 -> compare();
      case 2, 3 -> append();
      case 4 -> follow();
      case 5, 6, 7 -> acknowledge();
      case 8 -> both(one -> unfollowed(one));
      default -> collect();
    }
  }

  private void append() {
    String id = "7:" + (chance.nextInt(4) == 0 ? Math.max(0, number - 1) : ++number);
    Append append = new Append(user(), id, id.getBytes(UTF_8));
    both(
        one ->
            Await.result(one.append(List.of(append))).stream()
                .map(o -> List.of(o.status(), o.seq(), o.messageId(), o.storedAt()))
                .toList());
  }

  private void follow() {
    Follow follow = new Follow(user(), conversation(), 0);
    both(one -> Await.result(one.follow(List.of(follow))));
  }

  /** Two devices, of which each lags at times. */
  private void acknowledge() {
    long user = user();
    String device = chance.nextBoolean() ? "pc" : "phone";
    long back = chance.nextInt(4);
    both(
        one -> {
          InboxState state = state(one, user, device);
          long upTo = state.headSeq() - back;
          Await.result(
              one.acknowledge(List.of(new Acknowledgement(user, device, state.epoch(), upTo))));
          return upTo;
        });
  }

  private Object unfollowed(InboxStore one) {
    List<Followed> all = followed(one, USERS.get(0));
    Await.result(one.unfollow(all));
    return followed(one, USERS.get(0));
  }

  /** Of the next places, for some users or all; now and then for one who is elsewhere. */
  private void collect() {
    ConversationId conversation = conversation();
    long head = heads.getOrDefault(conversation, 0L);
    long next = chance.nextInt(10) == 0 && head > 0 ? head : head + 1 + chance.nextInt(2);
    heads.put(conversation, Math.max(head, next));
    List<Place> places = new ArrayList<>();
    for (long seq = head + 1; seq <= next; seq++) {
      if (chance.nextInt(8) != 0) {
        places.add(place(seq));
      }
    }
    Place from = head == 0 ? Place.START : place(head);
    List<Collect> collects = new ArrayList<>();
    for (long user : USERS) {
      if (chance.nextInt(5) != 0) {
        collects.add(new Collect(user, conversation, from, place(next), places));
      }
    }
    List<Object> outcomes =
        both(one -> Await.result(one.collect(collects)).stream().map(this::told).toList());
    assertThat(outcomes).hasSameSizeAs(collects);
    catchUp(conversation, from, place(next));
  }

  /** Who was left out is brought to the same place, without what is between. */
  private void catchUp(ConversationId conversation, Place from, Place upTo) {
    for (long user : USERS) {
      both(
          one -> {
            Collect look = new Collect(user, conversation, Place.NOWHERE, upTo, List.of());
            CollectOutcome is = Await.result(one.collect(List.of(look))).get(0);
            Collect rest = new Collect(user, conversation, is.cursor(), upTo, List.of());
            return is.status() != CollectOutcome.Status.BEHIND
                ? told(is)
                : told(Await.result(one.collect(List.of(rest))).get(0));
          });
    }
    assertThat(from).isNotNull();
  }

  private Object told(CollectOutcome o) {
    return List.of(o.status(), o.cursor(), o.headSeq(), o.messageId(), o.storedAt());
  }

  private void compare() {
    for (long user : USERS) {
      both(one -> followed(one, user));
      both(
          one -> {
            InboxPage page =
                Await.result(one.read(List.of(new InboxQuery(user, "pc", null, 1_000)))).get(0);
            return List.of(
                page.start().seq(),
                page.start().messageId(),
                page.headSeq(),
                page.behind(),
                page.messages().stream()
                    .map(m -> m.seq() + "/" + m.messageId() + "/" + m.storedAt() + m.reference())
                    .toList());
          });
      both(one -> state(one, user, "phone").ackedSeq());
    }
  }

  private static InboxState state(InboxStore one, long user, String device) {
    return Await.result(one.states(List.of(new InboxDevice(user, device)))).get(0);
  }

  private static List<Followed> followed(InboxStore one, long user) {
    return Await.result(one.followed(user, "", 100)).followed();
  }

  private <T> T both(Function<InboxStore, T> call) {
    T found = call.apply(store);
    assertThat(found).isEqualTo(call.apply(model));
    return found;
  }

  private long user() {
    return USERS.get(chance.nextInt(USERS.size()));
  }

  private ConversationId conversation() {
    return CONVERSATIONS.get(chance.nextInt(CONVERSATIONS.size()));
  }

  private static Place place(long seq) {
    return new Place(seq, 1_000 + seq);
  }
}
