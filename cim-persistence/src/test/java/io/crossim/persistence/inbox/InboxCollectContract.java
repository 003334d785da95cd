package io.crossim.persistence.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Reference;
import io.crossim.persistence.inbox.CollectOutcome.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How every inbox store follows conversations and takes references to their entries. */
public abstract class InboxCollectContract extends InboxPreferenceContract {

  private static final String DEVICE = "v2";

  private final long user = ThreadLocalRandom.current().nextLong(1, 1L << 52);
  private final ConversationId group = ConversationId.group(7);
  private InboxStore inboxes;

  @BeforeEach
  void openInboxes() throws Exception {
    inboxes = open(InboxLimits.DEFAULT);
  }

  @AfterEach
  void closeInboxes() {
    inboxes.close();
  }

  @Test
  void placesAreAppendedAsReferencesBetweenMessages() {
    append("a");
    CollectOutcome taken = collect(Place.START, 1, 2);
    append("b");

    assertThat(taken.status()).isEqualTo(Status.TAKEN);
    assertThat(taken.cursor()).isEqualTo(place(2));
    assertThat(taken.headSeq()).isEqualTo(3);
    InboxPage page = read(null);
    assertThat(taken.epoch()).isEqualTo(page.start().epoch());
    assertThat(page.behind()).isFalse();
    assertThat(page.messages()).extracting(StoredMessage::seq).containsExactly(1L, 2L, 3L, 4L);
    assertThat(page.messages())
        .extracting(StoredMessage::reference)
        .containsExactly(
            null, new Reference(group, place(1)), new Reference(group, place(2)), null);
    assertThat(page.messages().get(1).payload()).isEmpty();
    assertThat(page.messages().get(1).messageId()).isEqualTo(taken.messageId());
    assertThat(page.messages().get(2).messageId()).isEqualTo(taken.messageId() + 1);
    assertThat(page.messages().get(1).storedAt()).isEqualTo(taken.storedAt());
    assertThat(page.messages().get(3).messageId()).isGreaterThan(taken.messageId() + 1);
  }

  /** It stands for what is missing of the conversation. */
  @Test
  void aPlaceBeforeTheFirstEntryIsAppendedLikeOthers() {
    List<Place> places = List.of(new Place(0, 2), place(1));
    Collect collect = new Collect(user, group, Place.START, place(1), places);

    assertThat(Await.result(inboxes.collect(List.of(collect))).get(0).status())
        .isEqualTo(Status.TAKEN);
    assertThat(read(null).messages())
        .extracting(StoredMessage::reference)
        .containsExactly(new Reference(group, places.get(0)), new Reference(group, places.get(1)));
  }

  @Test
  void aPositionAtAReferenceIsKept() {
    CollectOutcome taken = collect(Place.START, 1, 2);

    Position at = new Position(taken.epoch(), 2, taken.messageId() + 1);
    assertThat(read(at).continuity()).isEqualTo(InboxPage.Continuity.KEPT);
    Await.result(inboxes.acknowledge(List.of(new Acknowledgement(user, DEVICE, taken.epoch(), 2))));
    assertThat(read(at).continuity()).isEqualTo(InboxPage.Continuity.KEPT);
    assertThat(read(null).messages()).isEmpty();
  }

  @Test
  void eachPlaceIsTakenOnceHoweverOftenItIsCollected() {
    collect(Place.START, 1, 2);

    assertThat(collect(Place.START, 1, 2).status()).isEqualTo(Status.AHEAD);
    assertThat(collect(Place.START, 1).status()).isEqualTo(Status.AHEAD);
    CollectOutcome behind = collect(Place.START, 1, 2, 3);
    assertThat(behind.status()).isEqualTo(Status.BEHIND);
    assertThat(behind.cursor()).isEqualTo(place(2));
    assertThat(read(null).messages()).hasSize(2);
    assertThat(collect(place(2), 3).status()).isEqualTo(Status.TAKEN);
    assertThat(seqs()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void nowhereTellsTheCursor() {
    assertThat(collect(Place.NOWHERE, 1).status()).isEqualTo(Status.BEHIND);
    collect(Place.START, 1);
    assertThat(collect(Place.NOWHERE, 1).status()).isEqualTo(Status.AHEAD);
    assertThat(collect(Place.NOWHERE, 2).cursor()).isEqualTo(place(1));
  }

  @Test
  void aCursorMovesWithoutAppendingAndOverGaps() {
    assertThat(collect(Place.START, place(3), List.of()).status()).isEqualTo(Status.TAKEN);
    assertThat(read(null).headSeq()).isZero();
    CollectOutcome taken = collect(place(3), place(9), List.of(place(5), place(7)));
    assertThat(taken.cursor()).isEqualTo(place(9));
    assertThat(seqs()).containsExactly(5L, 7L);
  }

  @Test
  void aCursorAtAnotherEntryOfThatPlaceIsNotThere() {
    collect(Place.START, 1, 2);

    CollectOutcome other = collect(new Place(2, 77), 3);
    assertThat(other.status()).isEqualTo(Status.BEHIND);
    assertThat(other.cursor()).isEqualTo(place(2));
    // A log that went back: the cursor goes back by who knows where it stands, and only once.
    assertThat(collect(place(2), new Place(1, 5), List.of()).status()).isEqualTo(Status.TAKEN);
    assertThat(collect(place(2), new Place(1, 5), List.of()).status()).isEqualTo(Status.AHEAD);
    assertThat(collect(new Place(1, 5), new Place(2, 6), List.of(new Place(2, 6))).status())
        .isEqualTo(Status.TAKEN);
    assertThat(seqs()).containsExactly(1L, 2L, 2L);
  }

  @Test
  void conversationsAndUsersHaveCursorsOfTheirOwn() {
    ConversationId pair = ConversationId.pair(user, 3);
    List<CollectOutcome> outcomes =
        Await.result(
            inboxes.collect(
                List.of(
                    new Collect(user, group, Place.START, place(1), List.of(place(1))),
                    new Collect(user + 1, group, Place.START, place(1), List.of(place(1))),
                    new Collect(user, pair, Place.START, place(1), List.of(place(1))),
                    new Collect(user, group, place(1), place(2), List.of(place(2))))));

    assertThat(outcomes).extracting(CollectOutcome::status).containsOnly(Status.TAKEN);
    assertThat(outcomes).extracting(CollectOutcome::headSeq).containsExactly(1L, 1L, 2L, 3L);
    assertThat(read(null).messages())
        .extracting(StoredMessage::reference)
        .containsExactly(
            new Reference(group, place(1)),
            new Reference(pair, place(1)),
            new Reference(group, place(2)));
  }

  @Test
  void aFullInboxTakesNothingAndIsBehindUntilEverythingWasBrought() throws Exception {
    try (InboxStore small = open(new InboxLimits(Duration.ofDays(30), 3))) {
      Collect two = new Collect(user, group, Place.START, place(2), List.of(place(1), place(2)));
      Collect three = new Collect(user, group, place(2), place(4), List.of(place(3), place(4)));
      CollectOutcome taken = Await.result(small.collect(List.of(two))).get(0);
      CollectOutcome full = Await.result(small.collect(List.of(three))).get(0);

      assertThat(taken.status()).isEqualTo(Status.TAKEN);
      assertThat(full.status()).isEqualTo(Status.FULL);
      assertThat(full.cursor()).isEqualTo(place(2));
      InboxPage page = read(small, null);
      assertThat(page.messages()).hasSize(2);
      assertThat(page.behind()).isTrue();

      Await.result(small.acknowledge(List.of(new Acknowledgement(user, DEVICE, full.epoch(), 2))));
      assertThat(read(small, null).behind()).isTrue();
      assertThat(Await.result(small.collect(List.of(three))).get(0).status())
          .isEqualTo(Status.TAKEN);
      assertThat(read(small, null).behind()).isTrue();
      Await.result(small.caughtUp(user, overflow(small)));
      assertThat(read(small, null).behind()).isFalse();
      assertThat(overflow(small)).isZero();
      assertThat(read(small, null).messages()).extracting(StoredMessage::seq).contains(3L, 4L);
    }
  }

  @Test
  void whatIsTakenElsewhereLeavesAFullInboxBehind() throws Exception {
    try (InboxStore small = open(new InboxLimits(Duration.ofDays(30), 1))) {
      ConversationId pair = ConversationId.pair(user, 3);
      Collect fills = new Collect(user, group, Place.START, place(1), List.of(place(1)));
      Collect full = new Collect(user, pair, Place.START, place(1), List.of(place(1)));
      Collect own = new Collect(user, group, place(1), place(2), List.of());

      assertThat(Await.result(small.collect(List.of(fills, full, own))))
          .extracting(CollectOutcome::status)
          .containsExactly(Status.TAKEN, Status.FULL, Status.TAKEN);

      assertThat(read(small, null).behind()).isTrue();
      assertThat(followed(small))
          .extracting(Followed::conversation, Followed::cursor)
          .containsExactlyInAnyOrder(tuple(group, place(2)), tuple(pair, Place.START));
    }
  }

  @Test
  void aCollectThatFindsNoRoomMeanwhileLeavesTheInboxBehind() throws Exception {
    try (InboxStore small = open(new InboxLimits(Duration.ofDays(30), 1))) {
      List<Collect> two =
          List.of(new Collect(user, group, Place.START, place(2), List.of(place(1), place(2))));
      assertThat(overflow(small)).isZero();
      Await.result(small.collect(two));
      long first = overflow(small);
      assertThat(overflow(small)).isEqualTo(first).isNotZero();

      Await.result(small.collect(two));
      Await.result(small.caughtUp(user, first));

      assertThat(read(small, null).behind()).isTrue();
      Await.result(small.caughtUp(user, overflow(small)));
      assertThat(read(small, null).behind()).isFalse();
    }
  }

  @Test
  void aUserWithoutGroupsLacksNothing() {
    assertThat(mayLack(inboxes)).isFalse();

    append("a");
    ConversationId pair = ConversationId.pair(user, 3);
    Await.result(
        inboxes.collect(
            List.of(new Collect(user, pair, Place.START, place(1), List.of(place(1))))));
    Await.result(inboxes.follow(List.of(new Follow(user + 1, group))));

    assertThat(mayLack(inboxes)).isFalse();
  }

  @Test
  void whoFollowsAGroupMayLackWhatItHas() {
    assertThat(mayLack(inboxes)).isFalse();
    follow(ConversationId.pair(user, 3));
    follow(group);
    assertThat(mayLack(inboxes)).isTrue();

    collect(Place.START, 1);

    assertThat(mayLack(inboxes)).isTrue();
  }

  @Test
  void aGroupIsSeenThatIsFollowedBeforeTheStateIsAskedFor() {
    follow(ConversationId.pair(user, 3));
    assertThat(mayLack(inboxes)).isFalse(); // the store knows both of its scripts from now on

    var unused = inboxes.follow(List.of(new Follow(user, group)));

    assertThat(mayLack(inboxes)).isTrue();
  }

  @Test
  void aGroupIsSeenAmongManyPairs() {
    List<Follow> follows = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      follows.add(new Follow(user, ConversationId.pair(user, i)));
    }
    Await.result(inboxes.follow(follows));
    assertThat(mayLack(inboxes)).isFalse();

    follow(group);

    assertThat(mayLack(inboxes)).isTrue();
  }

  @Test
  void whoseInboxHadNoRoomMayLackSomething() throws Exception {
    try (InboxStore small = open(new InboxLimits(Duration.ofDays(30), 1))) {
      ConversationId pair = ConversationId.pair(user, 3);
      List<Place> places = List.of(place(1), place(2));
      Await.result(small.collect(List.of(new Collect(user, pair, Place.START, place(2), places))));

      assertThat(mayLack(small)).isTrue();
      Await.result(small.caughtUp(user, overflow(small)));
      assertThat(mayLack(small)).isFalse();
    }
  }

  private boolean mayLack(InboxStore store) {
    return Await.result(store.states(List.of(new InboxDevice(user, DEVICE)))).get(0).mayLack();
  }

  private long overflow(InboxStore store) {
    return Await.result(store.followed(user, "", 9)).overflow();
  }

  @Test
  void referencesCountTheirText() throws Exception {
    int bytes = new Reference(group, place(1)).text().length();
    try (InboxStore small = open(new InboxLimits(Duration.ofDays(30), 100, 2 * bytes + 1, 9))) {
      Collect two = new Collect(user, group, Place.START, place(2), List.of(place(1), place(2)));
      Collect one = new Collect(user, group, place(2), place(3), List.of(place(3)));
      assertThat(Await.result(small.collect(List.of(two))).get(0).status()).isEqualTo(Status.TAKEN);
      assertThat(Await.result(small.collect(List.of(one))).get(0).status()).isEqualTo(Status.FULL);
      InboxQuery query = new InboxQuery(user, DEVICE, null, 9, bytes);
      assertThat(Await.result(small.read(List.of(query))).get(0).messages()).hasSize(1);
    }
  }

  @Test
  void idsAreKnownThatStandBetweenManyReferences() {
    for (int i = 0; i < 60; i++) {
      append("m" + i);
    }
    collect(Place.START, LongStream.rangeClosed(1, 50).toArray());
    for (int i = 60; i < 90; i++) {
      append("m" + i);
    }
    Append again = new Append(user, "7:m59", new byte[1]);
    assertThat(Await.result(inboxes.append(List.of(again))).get(0).seq()).isEqualTo(60);
    again = new Append(user, "7:m60", new byte[1]);
    assertThat(Await.result(inboxes.append(List.of(again))).get(0).seq()).isEqualTo(111);
  }

  @Test
  void manyCallersBringEachPlaceOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Void>> callers = new ArrayList<>();
      for (int caller = 0; caller < 4; caller++) {
        callers.add(
            () -> {
              Place from = Place.START;
              for (long seq = 1; seq <= 60; ) {
                CollectOutcome outcome = collect(from, seq);
                from = outcome.status() == Status.TAKEN ? place(seq) : outcome.cursor();
                seq = from.seq() + 1;
              }
              return null;
            });
      }
      for (Future<Void> caller : threads.invokeAll(callers)) {
        caller.get();
      }
      assertThat(seqs()).containsExactlyElementsOf(LongStream.rangeClosed(1, 60).boxed().toList());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatIsFollowedBeginsAtTheStartAndStaysWhereItIs() {
    assertThat(follow(group))
        .isEqualTo(new FollowOutcome(FollowOutcome.Status.FOLLOWED, Place.START));
    collect(Place.START, 1);
    assertThat(follow(group)).isEqualTo(new FollowOutcome(FollowOutcome.Status.FOLLOWED, place(1)));
    assertThat(collect(place(1), 2).status()).isEqualTo(Status.TAKEN);
  }

  @Test
  void aUserFollowsSoManyGroupsAndAnyPairs() throws Exception {
    try (InboxStore small = open(new InboxLimits(Duration.ofDays(30), 99, 9999, 9, 2))) {
      List<Follow> follows = new ArrayList<>();
      for (int i = 1; i <= 3; i++) {
        follows.add(new Follow(user, ConversationId.pair(user, i)));
      }
      for (int i = 1; i <= 3; i++) {
        follows.add(new Follow(user, ConversationId.group(i)));
      }
      follows.add(new Follow(user, ConversationId.group(1)));
      assertThat(Await.result(small.follow(follows)))
          .extracting(outcome -> outcome.status() == FollowOutcome.Status.FOLLOWED)
          .containsExactly(true, true, true, true, true, false, true);
      assertThat(followed(small)).hasSize(5);
    }
  }

  @Test
  void everythingFollowedComesInPages() {
    Set<ConversationId> all = new HashSet<>();
    for (int i = 1; i <= 300; i++) {
      all.add(ConversationId.group(i));
    }
    Await.result(inboxes.follow(all.stream().map(one -> new Follow(user, one)).toList()));
    Collect seven = new Collect(user, group, Place.START, place(7), List.of(place(7)));
    Await.result(inboxes.collect(List.of(seven)));

    List<Followed> followed = followed(inboxes);
    assertThat(followed).hasSize(300);
    assertThat(followed).extracting(Followed::conversation).containsAll(all);
    assertThat(followed)
        .filteredOn(one -> one.conversation().equals(group))
        .singleElement()
        .satisfies(one -> assertThat(one.cursor()).isEqualTo(place(7)))
        .satisfies(one -> assertThat(one.touchedAt()).isPositive());
    assertThat(Await.result(inboxes.followed(user + 1, "", 10)).followed()).isEmpty();
  }

  @Test
  void whatWasTouchedLatelyIsNotTakenAway() {
    follow(group);
    List<Followed> before = followed(inboxes);
    Await.result(inboxes.unfollow(before));
    assertThat(followed(inboxes)).hasSize(1);
    Followed older = new Followed(user, group, Place.START, before.get(0).touchedAt() - 7_200_000);
    Await.result(inboxes.unfollow(List.of(older)));
    assertThat(followed(inboxes)).hasSize(1);
  }

  @Test
  void tooManyPlacesAreRefused() {
    List<Place> many = LongStream.rangeClosed(1, 129).mapToObj(this::place).toList();
    assertThatThrownBy(() -> new Collect(user, group, Place.START, place(129), many))
        .isInstanceOf(CimException.class)
        .hasMessage("places: 129 (expected: at most 128)");
  }

  private Place place(long seq) {
    return new Place(seq, 1_000_000 + seq);
  }

  private CollectOutcome collect(Place from, long... seqs) {
    return collect(
        from, place(seqs[seqs.length - 1]), LongStream.of(seqs).mapToObj(this::place).toList());
  }

  private CollectOutcome collect(Place from, Place upTo, List<Place> places) {
    return Await.result(inboxes.collect(List.of(new Collect(user, group, from, upTo, places))))
        .get(0);
  }

  private FollowOutcome follow(ConversationId conversation) {
    return Await.result(inboxes.follow(List.of(new Follow(user, conversation)))).get(0);
  }

  private List<Followed> followed(InboxStore store) {
    List<Followed> all = new ArrayList<>();
    String after = "";
    while (after != null) {
      FollowedPage page = Await.result(store.followed(user, after, 7));
      all.addAll(page.followed());
      after = page.next();
    }
    return all.stream().distinct().toList();
  }

  private void append(String text) {
    Await.result(inboxes.append(List.of(new Append(user, "7:" + text, text.getBytes(UTF_8)))));
  }

  private InboxPage read(@Nullable Position after) {
    return read(inboxes, after);
  }

  private InboxPage read(InboxStore store, @Nullable Position after) {
    return Await.result(store.read(List.of(new InboxQuery(user, DEVICE, after, 1_000)))).get(0);
  }

  /** The places that the inbox has of conversations. */
  private List<Long> seqs() {
    return read(null).messages().stream().map(m -> m.reference().place().seq()).toList();
  }
}
