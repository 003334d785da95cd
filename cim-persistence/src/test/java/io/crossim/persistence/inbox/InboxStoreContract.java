package io.crossim.persistence.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.common.result.Await;
import io.crossim.persistence.inbox.AppendOutcome.Status;
import io.crossim.persistence.inbox.InboxPage.Continuity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every inbox store does. */
public abstract class InboxStoreContract extends InboxCollectContract {

  private static final String DEVICE = "v2";

  private final long user = ThreadLocalRandom.current().nextLong(1, 1L << 52);
  private InboxStore store;

  @BeforeEach
  void openOne() throws Exception {
    store = open(InboxLimits.DEFAULT);
  }

  @AfterEach
  void closeIt() {
    store.close();
  }

  @Test
  void messagesAreNumberedInOrderAndReadBack() {
    List<AppendOutcome> outcomes =
        Await.result(store.append(List.of(message("a"), message("b"), message("c"))));

    assertThat(outcomes).extracting(AppendOutcome::status).containsOnly(Status.STORED);
    assertThat(outcomes).extracting(AppendOutcome::seq).containsExactly(1L, 2L, 3L);
    assertThat(outcomes.get(0).messageId()).isEqualTo(outcomes.get(0).storedAt());
    assertThat(outcomes.get(1).messageId()).isGreaterThan(outcomes.get(0).messageId());
    assertThat(outcomes.get(2).messageId()).isGreaterThan(outcomes.get(1).messageId());
    InboxPage page = read(null, 10);
    assertThat(page.continuity()).isEqualTo(Continuity.KEPT);
    assertThat(page.start().seq()).isZero();
    assertThat(page.headSeq()).isEqualTo(3);
    assertThat(texts(page)).containsExactly("a", "b", "c");
    assertThat(page.messages())
        .extracting(StoredMessage::messageId)
        .containsExactlyElementsOf(outcomes.stream().map(AppendOutcome::messageId).toList());
    assertThat(page.messages())
        .extracting(StoredMessage::storedAt)
        .containsExactlyElementsOf(outcomes.stream().map(AppendOutcome::storedAt).toList());
    assertThat(page.start().epoch()).isEqualTo(outcomes.get(0).epoch());
  }

  @Test
  void anInboxNobodyWroteToIsEmpty() {
    InboxPage page = read(null, 10);

    assertThat(page.messages()).isEmpty();
    assertThat(page.headSeq()).isZero();
    assertThat(page.start().epoch()).isNotEmpty().isEqualTo(state(DEVICE).epoch());
  }

  @Test
  void aBatchForSeveralUsersNumbersEachInboxByItself() {
    long other = user + 1;
    List<AppendOutcome> outcomes =
        Await.result(
            store.append(
                List.of(
                    message("a"),
                    new Append(other, "1:x", "x".getBytes(UTF_8)),
                    message("b"),
                    new Append(other, "1:y", "y".getBytes(UTF_8)))));

    assertThat(outcomes).extracting(AppendOutcome::seq).containsExactly(1L, 1L, 2L, 2L);
    InboxPage page =
        Await.result(store.read(List.of(new InboxQuery(other, DEVICE, null, 10)))).get(0);
    assertThat(texts(page)).containsExactly("x", "y");
  }

  @Test
  void anIdIsStoredOnceInABatchAndLater() {
    List<AppendOutcome> twice = Await.result(store.append(List.of(message("a"), message("a"))));
    AppendOutcome later = append("a");

    assertThat(twice.get(1).status()).isEqualTo(Status.DUPLICATE);
    assertThat(later.status()).isEqualTo(Status.DUPLICATE);
    assertThat(later.messageId()).isEqualTo(twice.get(0).messageId());
    assertThat(later.seq()).isEqualTo(1);
    assertThat(later.storedAt()).isEqualTo(twice.get(0).storedAt());
    assertThat(read(null, 10).messages()).hasSize(1);
  }

  @Test
  void anIdIsRememberedAfterItsMessageWasTrimmed() {
    AppendOutcome stored = append("a");
    state(DEVICE);
    acknowledge(DEVICE, stored.epoch(), 1);

    assertThat(append("a").status()).isEqualTo(Status.DUPLICATE);
    assertThat(append("b").seq()).isEqualTo(2);
    assertThat(texts(read(null, 10))).containsExactly("b");
  }

  @Test
  void pagesJoinOn() {
    append("a", "b", "c", "d", "e");

    InboxPage first = read(null, 2);
    InboxPage second = read(end(first), 2);
    InboxPage third = read(end(second), 2);

    assertThat(texts(first)).containsExactly("a", "b");
    assertThat(texts(second)).containsExactly("c", "d");
    assertThat(texts(third)).containsExactly("e");
    assertThat(second.continuity()).isEqualTo(Continuity.KEPT);
    assertThat(second.start()).isEqualTo(end(first));
    assertThat(read(end(third), 2).messages()).isEmpty();
  }

  @Test
  void readingStartsBehindWhatTheDeviceAcknowledged() {
    String epoch = append("a", "b", "c").epoch();
    state(DEVICE);
    acknowledge(DEVICE, epoch, 2);

    assertThat(texts(read(null, 10))).containsExactly("c");
    assertThat(state(DEVICE)).isEqualTo(new InboxState(epoch, 2, 3));
  }

  @Test
  void anAcknowledgementOnlyMovesForwardInItsEpochUpToTheHead() {
    String epoch = append("a", "b", "c").epoch();
    acknowledge(DEVICE, epoch, 2);
    acknowledge(DEVICE, epoch, 1);
    acknowledge(DEVICE, "another", 3);
    acknowledge(DEVICE, epoch, 4);

    assertThat(state(DEVICE).ackedSeq()).isEqualTo(2);
  }

  @Test
  void theSlowestDeviceKeepsMessages() {
    String epoch = append("a", "b", "c").epoch();
    state("phone");
    state("desk");
    acknowledge("phone", epoch, 3);
    acknowledge("desk", epoch, 1);

    assertThat(texts(read("desk", null, 10))).containsExactly("b", "c");
    assertThat(read("phone", null, 10).messages()).isEmpty();
    assertThat(state("new").ackedSeq()).isEqualTo(1);
  }

  @Test
  void aPositionBehindWhatWasTrimmedHasExpired() {
    AppendOutcome last = append("a", "b", "c");
    state(DEVICE);
    acknowledge(DEVICE, last.epoch(), 2);

    InboxPage page = read(new Position(last.epoch(), 1, 0), 10);

    assertThat(page.continuity()).isEqualTo(Continuity.EXPIRED);
    assertThat(page.start().seq()).isEqualTo(2);
    assertThat(texts(page)).containsExactly("c");
  }

  @Test
  void thePositionOfTheLastTrimmedMessageIsKept() {
    AppendOutcome last = append("a", "b");
    state(DEVICE);
    acknowledge(DEVICE, last.epoch(), 2);

    Position position = new Position(last.epoch(), 2, last.messageId());
    assertThat(read(position, 10).continuity()).isEqualTo(Continuity.KEPT);
    assertThat(read(new Position("another", 2, last.messageId()), 10).continuity())
        .isEqualTo(Continuity.STORE_CHANGED);
  }

  @Test
  void aPositionThatTheLogDoesNotHoldShowsThatItWentBack() {
    AppendOutcome last = append("a", "b", "c");
    acknowledge(DEVICE, last.epoch(), 1);

    InboxPage beyond = read(new Position(last.epoch(), 7, last.messageId() + 7), 10);
    InboxPage other = read(new Position(last.epoch(), 2, last.messageId() + 7), 10);

    assertThat(beyond.continuity()).isEqualTo(Continuity.STORE_WENT_BACK);
    assertThat(beyond.start().seq()).isEqualTo(1);
    assertThat(texts(beyond)).containsExactly("b", "c");
    assertThat(other.continuity()).isEqualTo(Continuity.STORE_WENT_BACK);
  }

  @Test
  void aPositionOfAnotherEpochGoesOnWhereTheLogHoldsItsMessage() {
    AppendOutcome last = append("a", "b");
    append("c");

    InboxPage page = read(new Position("another", 2, last.messageId()), 10);

    assertThat(page.continuity()).isEqualTo(Continuity.STORE_CHANGED);
    assertThat(page.start()).isEqualTo(new Position(last.epoch(), 2, last.messageId()));
    assertThat(texts(page)).containsExactly("c");
    assertThat(read(new Position("another", 0, 0), 10).continuity())
        .isEqualTo(Continuity.STORE_CHANGED);
    assertThat(read(new Position("another", 2, last.messageId() + 1), 10).continuity())
        .isEqualTo(Continuity.STORE_WENT_BACK);
  }

  @Test
  void aFullInboxTakesNothingAndForgetsNothing() throws Exception {
    try (InboxStore small = open(new InboxLimits(Duration.ofDays(30), 2))) {
      List<AppendOutcome> outcomes =
          Await.result(small.append(List.of(message("a"), message("b"), message("c"))));

      assertThat(outcomes)
          .extracting(AppendOutcome::status)
          .containsExactly(Status.STORED, Status.STORED, Status.FULL);
      assertThat(outcomes.get(2).seq()).isZero();
      assertThat(Await.result(small.append(List.of(message("a")))).get(0).status())
          .isEqualTo(Status.DUPLICATE);
      assertThat(
              texts(
                  Await.result(small.read(List.of(new InboxQuery(user, DEVICE, null, 9)))).get(0)))
          .containsExactly("a", "b");
    }
  }

  @Test
  void aFullInboxDropsWhatTheDeviceFarthestAheadHasRead() throws Exception {
    try (InboxStore small = open(new InboxLimits(Duration.ofDays(30), 2))) {
      String epoch = Await.result(small.append(List.of(message("a"), message("b")))).get(0).epoch();
      Await.result(
          small.states(List.of(new InboxDevice(user, "slow"), new InboxDevice(user, "fast"))));
      Await.result(small.acknowledge(List.of(new Acknowledgement(user, "fast", epoch, 1))));

      AppendOutcome outcome = Await.result(small.append(List.of(message("c")))).get(0);

      assertThat(outcome.status()).isEqualTo(Status.STORED);
      InboxPage slow =
          Await.result(
                  small.read(List.of(new InboxQuery(user, "slow", new Position(epoch, 0, 0), 9))))
              .get(0);
      assertThat(slow.continuity()).isEqualTo(Continuity.EXPIRED);
      assertThat(texts(slow)).containsExactly("b", "c");
    }
  }

  @Test
  void oldMessagesAreDropped() throws Exception {
    try (InboxStore brief = open(new InboxLimits(Duration.ofMillis(1), 100))) {
      String epoch = Await.result(brief.append(List.of(message("a")))).get(0).epoch();
      InboxQuery query = new InboxQuery(user, DEVICE, new Position(epoch, 0, 0), 9);

      await()
          .until(
              () ->
                  Await.result(brief.read(List.of(query))).get(0).continuity()
                      == Continuity.EXPIRED);
      assertThat(Await.result(brief.read(List.of(query))).get(0).headSeq()).isEqualTo(1);
    }
  }

  @Test
  void manyThreadsLeaveNoGapAndNoDouble() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<List<AppendOutcome>>> calls = new ArrayList<>();
      for (int call = 0; call < 40; call++) {
        int half = call / 2; // every id is appended twice
        calls.add(
            () ->
                Await.result(
                    store.append(
                        IntStream.range(0, 5).mapToObj(i -> message(half + "-" + i)).toList())));
      }
      List<AppendOutcome> outcomes = new ArrayList<>();
      for (Future<List<AppendOutcome>> call : threads.invokeAll(calls)) {
        outcomes.addAll(call.get());
      }
      assertThat(outcomes.stream().filter(o -> o.status() == Status.STORED))
          .extracting(AppendOutcome::seq)
          .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 100).boxed().toList());
      assertThat(read(null, 1000).messages()).hasSize(100);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void callsThatAreNotWaitedForTakeEffectInTheirOrder() {
    String epoch = append("a").epoch();
    assertThat(texts(read(null, 10))).containsExactly("a");
    assertThat(state(DEVICE).headSeq()).isEqualTo(1);
    acknowledge(DEVICE, epoch, 1);
    CompletableFuture<List<AppendOutcome>> b = store.append(List.of(message("b")));
    CompletableFuture<List<AppendOutcome>> c = store.append(List.of(message("c")));
    CompletableFuture<List<InboxPage>> all = store.read(List.of(query()));
    CompletableFuture<Void> done =
        store.acknowledge(List.of(new Acknowledgement(user, DEVICE, epoch, 2)));
    CompletableFuture<List<InboxState>> state =
        store.states(List.of(new InboxDevice(user, DEVICE)));
    CompletableFuture<List<AppendOutcome>> again = store.append(List.of(message("b")));
    CompletableFuture<List<InboxPage>> rest = store.read(List.of(query()));

    assertThat(Await.result(b).get(0).seq()).isEqualTo(2);
    assertThat(Await.result(c).get(0).seq()).isEqualTo(3);
    assertThat(texts(Await.result(all).get(0))).containsExactly("b", "c");
    assertThat(Await.result(done)).isNull();
    assertThat(Await.result(state)).containsExactly(new InboxState(epoch, 2, 3));
    assertThat(Await.result(again).get(0).status()).isEqualTo(Status.DUPLICATE);
    assertThat(texts(Await.result(rest).get(0))).containsExactly("c");
  }

  @Test
  void aLargeBatchForManyUsersHasItsOutcomesInOrder() {
    List<Append> batch = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      batch.add(new Append(user + i % 300, "7:" + i, new byte[i]));
    }
    List<AppendOutcome> outcomes = Await.result(store.append(batch));
    List<InboxQuery> queries = new ArrayList<>();
    List<InboxDevice> devices = new ArrayList<>();
    List<Acknowledgement> acks = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      queries.add(new InboxQuery(user + i, DEVICE, null, 10));
      devices.add(new InboxDevice(user + i, DEVICE));
      acks.add(new Acknowledgement(user + i, DEVICE, outcomes.get(i).epoch(), i % 3));
    }

    assertThat(outcomes).hasSize(900).extracting(AppendOutcome::status).containsOnly(Status.STORED);
    List<InboxPage> pages = Await.result(store.read(queries));
    assertThat(pages).hasSize(300);
    Await.result(store.acknowledge(acks));
    List<InboxState> states = Await.result(store.states(devices));
    for (int i = 0; i < 900; i++) {
      StoredMessage message = pages.get(i % 300).messages().get(i / 300);
      assertThat(outcomes.get(i).seq()).isEqualTo(i / 300 + 1);
      assertThat(message.messageId()).isEqualTo(outcomes.get(i).messageId());
      assertThat(message.payload()).hasSize(i);
      assertThat(states.get(i % 300).ackedSeq()).isEqualTo(i % 300 % 3);
    }
  }

  @Test
  void emptyBatchesDoNothing() {
    assertThat(Await.result(store.append(List.of()))).isEmpty();
    assertThat(Await.result(store.read(List.of()))).isEmpty();
    assertThat(Await.result(store.states(List.of()))).isEmpty();
    assertThat(Await.result(store.acknowledge(List.of()))).isNull();
  }

  private InboxQuery query() {
    return new InboxQuery(user, DEVICE, null, 10);
  }

  private Append message(String text) {
    return new Append(user, "7:" + text, text.getBytes(UTF_8));
  }

  /** Appends texts; answers the outcome of the last one. */
  private AppendOutcome append(String... texts) {
    List<AppendOutcome> outcomes =
        Await.result(store.append(List.of(texts).stream().map(this::message).toList()));
    return outcomes.get(outcomes.size() - 1);
  }

  private InboxPage read(@Nullable Position after, int limit) {
    return read(DEVICE, after, limit);
  }

  private InboxPage read(String device, @Nullable Position after, int limit) {
    return Await.result(store.read(List.of(new InboxQuery(user, device, after, limit)))).get(0);
  }

  private InboxState state(String device) {
    return Await.result(store.states(List.of(new InboxDevice(user, device)))).get(0);
  }

  private void acknowledge(String device, String epoch, long seq) {
    Await.result(store.acknowledge(List.of(new Acknowledgement(user, device, epoch, seq))));
  }

  private static Position end(InboxPage page) {
    StoredMessage last = page.messages().get(page.messages().size() - 1);
    return new Position(page.start().epoch(), last.seq(), last.messageId());
  }

  private static List<String> texts(InboxPage page) {
    return page.messages().stream().map(m -> new String(m.payload(), UTF_8)).toList();
  }
}
