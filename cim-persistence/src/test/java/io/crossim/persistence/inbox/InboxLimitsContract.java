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
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How every inbox store keeps to its limits, and to those of a page. */
public abstract class InboxLimitsContract {

  private static final String DEVICE = "v2";

  private final long user = ThreadLocalRandom.current().nextLong(1, 1L << 52);

  /** A store with these limits. */
  protected abstract InboxStore open(InboxLimits limits) throws Exception;

  @Test
  void anInboxKeepsSoManyBytes() throws Exception {
    try (InboxStore small = open(bytes(10))) {
      assertThat(append(small, alone("aaaa"), alone("bbbb"), alone("cccc"), alone("dd")))
          .containsExactly(Status.STORED, Status.STORED, Status.FULL, Status.STORED);
      assertThat(append(small, alone("e"), alone("aaaa")))
          .containsExactly(Status.FULL, Status.DUPLICATE);
      assertThat(texts(read(small))).containsExactly("aaaa", "bbbb", "dd");
    }
  }

  @Test
  void bytesThatAreAcknowledgedMakeRoom() throws Exception {
    try (InboxStore small = open(bytes(10))) {
      String epoch =
          Await.result(small.append(List.of(alone("aaaa"), alone("bbbb")))).get(0).epoch();
      Await.result(small.acknowledge(List.of(new Acknowledgement(user, DEVICE, epoch, 1))));

      assertThat(append(small, alone("cccccc"), alone("d")))
          .containsExactly(Status.STORED, Status.FULL);
    }
  }

  @Test
  void anInboxWithTooManyBytesDropsWhatTheDeviceFarthestAheadHasRead() throws Exception {
    try (InboxStore small = open(bytes(10))) {
      String epoch =
          Await.result(small.append(List.of(alone("aaaa"), alone("bbbb")))).get(0).epoch();
      Await.result(
          small.states(List.of(new InboxDevice(user, "slow"), new InboxDevice(user, "fast"))));
      Await.result(small.acknowledge(List.of(new Acknowledgement(user, "fast", epoch, 1))));

      assertThat(append(small, alone("cccc"))).containsExactly(Status.STORED);
      InboxQuery slow = new InboxQuery(user, "slow", new Position(epoch, 0, 0), 9);
      InboxPage page = Await.result(small.read(List.of(slow))).get(0);
      assertThat(page.continuity()).isEqualTo(Continuity.EXPIRED);
      assertThat(texts(page)).containsExactly("bbbb", "cccc");
    }
  }

  @Test
  void anEmptyInboxTakesAMessageOfAnySize() throws Exception {
    try (InboxStore small = open(bytes(2))) {
      List<AppendOutcome> outcomes = Await.result(small.append(List.of(alone("aaaa"))));
      assertThat(outcomes.get(0).status()).isEqualTo(Status.STORED);
      assertThat(append(small, alone("b"))).containsExactly(Status.FULL);
      Await.result(
          small.acknowledge(
              List.of(new Acknowledgement(user, DEVICE, outcomes.get(0).epoch(), 1))));

      assertThat(append(small, alone("bbbb"))).containsExactly(Status.STORED);
    }
  }

  @Test
  void aRunOfAppendsIsStoredWhollyOrNotAtAll() throws Exception {
    try (InboxStore small = open(new InboxLimits(Duration.ofDays(30), 3))) {
      assertThat(
              append(
                  small, alone("a"), alone("b"), joined("c"), joined("d"), alone("e"), alone("f")))
          .containsExactly(
              Status.STORED, Status.FULL, Status.FULL, Status.FULL, Status.STORED, Status.STORED);
      InboxPage page = read(small);
      assertThat(texts(page)).containsExactly("a", "e", "f");
      acknowledge(small, DEVICE, page.start().epoch(), 3);

      // What was refused is not known.
      assertThat(append(small, alone("b"), joined("c"), joined("d"), alone("g")))
          .containsExactly(Status.STORED, Status.STORED, Status.STORED, Status.FULL);
      assertThat(texts(read(small))).containsExactly("b", "c", "d");
    }
  }

  @Test
  void aRunOfAppendsFitsByItsBytes() throws Exception {
    try (InboxStore small = open(bytes(10))) {
      assertThat(
              append(
                  small, alone("aaaa"), alone("bbbb"), joined("cccc"), alone("ddd"), joined("eee")))
          .containsExactly(Status.STORED, Status.FULL, Status.FULL, Status.STORED, Status.STORED);
      assertThat(texts(read(small))).containsExactly("aaaa", "ddd", "eee");
    }
  }

  @Test
  void aRunOfAppendsThatNoInboxHoldsIsNeverStored() throws Exception {
    try (InboxStore small = open(bytes(3))) {
      assertThat(append(small, alone("aa"), joined("bb")))
          .containsExactly(Status.FULL, Status.FULL);
      assertThat(read(small).messages()).isEmpty();
    }
  }

  @Test
  void whatIsKnownOfARunNeedsNoRoom() throws Exception {
    try (InboxStore small = open(new InboxLimits(Duration.ofDays(30), 2))) {
      assertThat(append(small, alone("a"), joined("a"), joined("b")))
          .containsExactly(Status.STORED, Status.DUPLICATE, Status.STORED);
      assertThat(append(small, alone("a"), joined("b")))
          .containsExactly(Status.DUPLICATE, Status.DUPLICATE);
      assertThat(append(small, alone("a"), joined("c"), joined("d")))
          .containsExactly(Status.DUPLICATE, Status.FULL, Status.FULL);
    }
  }

  @Test
  void aRunOfAppendsHasWhatTheDeviceFarthestAheadHasReadDropped() throws Exception {
    try (InboxStore small = open(new InboxLimits(Duration.ofDays(30), 3))) {
      String epoch =
          Await.result(small.append(List.of(alone("a"), alone("b"), alone("c")))).get(0).epoch();
      Await.result(
          small.states(List.of(new InboxDevice(user, "slow"), new InboxDevice(user, "fast"))));
      Await.result(small.acknowledge(List.of(new Acknowledgement(user, "fast", epoch, 2))));

      assertThat(append(small, alone("d"), joined("e")))
          .containsExactly(Status.STORED, Status.STORED);
      assertThat(texts(read(small))).containsExactly("c", "d", "e");
    }
  }

  @Test
  void runsOfSeveralUsersAreEachUsersOwn() throws Exception {
    try (InboxStore small = open(new InboxLimits(Duration.ofDays(30), 1))) {
      Append other = new Append(user + 1, "1:x", "x".getBytes(UTF_8));
      List<AppendOutcome> outcomes =
          Await.result(small.append(List.of(alone("a"), joined("b"), other)));

      assertThat(outcomes)
          .extracting(AppendOutcome::status)
          .containsExactly(Status.FULL, Status.FULL, Status.STORED);
    }
  }

  @Test
  void aPageHasSoManyBytesAndAtLeastOneMessage() throws Exception {
    try (InboxStore store = open(InboxLimits.DEFAULT)) {
      append(store, alone("aaaa"), alone("bbbb"), alone("cccc"));

      assertThat(texts(page(store, null, 10, 9))).containsExactly("aaaa", "bbbb");
      assertThat(texts(page(store, null, 10, 8))).containsExactly("aaaa", "bbbb");
      assertThat(texts(page(store, null, 10, 7))).containsExactly("aaaa");
      InboxPage first = page(store, null, 10, 1);
      assertThat(texts(first)).containsExactly("aaaa");
      assertThat(first.headSeq()).isEqualTo(3);
      assertThat(texts(page(store, end(first), 10, 8))).containsExactly("bbbb", "cccc");
      assertThat(texts(page(store, null, 1, 100))).containsExactly("aaaa");
    }
  }

  @Test
  void pagesOfSoManyBytesJoinOn() throws Exception {
    List<String> all = IntStream.range(1_000, 1_200).mapToObj(i -> i + "-------").toList();
    try (InboxStore store = open(InboxLimits.DEFAULT)) {
      append(store, all.stream().map(this::alone).toArray(Append[]::new));

      List<String> found = new ArrayList<>();
      InboxPage page = page(store, null, 100, 333);
      while (!page.messages().isEmpty()) {
        assertThat(page.messages()).hasSizeLessThanOrEqualTo(30);
        found.addAll(texts(page));
        page = page(store, end(page), 100, 333);
      }
      assertThat(found).isEqualTo(all);
      assertThat(page(store, null, 100, Long.MAX_VALUE).messages()).hasSize(100);
    }
  }

  @Test
  void aDeviceTooManyDisplacesTheOneNotSeenForTheLongestTime() throws Exception {
    try (InboxStore few = open(devices(2))) {
      String epoch =
          Await.result(few.append(List.of(alone("a"), alone("b"), alone("c")))).get(0).epoch();
      state(few, "slow");
      letTimePass();
      acknowledge(few, "fast", epoch, 2);
      letTimePass();
      assertThat(state(few, "new").ackedSeq()).isZero();
      acknowledge(few, "new", epoch, 3);

      // Nothing is kept for the slow one any more, which begins anew.
      assertThat(read(few, "x", new Position(epoch, 1, 0)).continuity())
          .isEqualTo(Continuity.EXPIRED);
      assertThat(state(few, "slow")).isEqualTo(new InboxState(epoch, 2, 3));
    }
  }

  @Test
  void anAcknowledgementOfADeviceTooManyDisplacesToo() throws Exception {
    try (InboxStore few = open(devices(1))) {
      String epoch = Await.result(few.append(List.of(alone("a"), alone("b")))).get(0).epoch();
      state(few, "first");
      letTimePass();
      acknowledge(few, "second", epoch, 2);

      assertThat(read(few).start().seq()).isEqualTo(2);
    }
  }

  @Test
  void devicesWithoutEndAreEachServed() throws Exception {
    try (InboxStore few = open(devices(4))) {
      String epoch = Await.result(few.append(List.of(alone("a"), alone("b")))).get(0).epoch();
      for (int i = 0; i < 100; i++) {
        assertThat(state(few, "device " + i).ackedSeq()).isZero();
      }
      for (int i = 0; i < 4; i++) {
        acknowledge(few, "last " + i, epoch, 1);
        letTimePass();
      }

      assertThat(texts(read(few))).containsExactly("b");
    }
  }

  /** Stores tell times by milliseconds. */
  private static void letTimePass() {
    long before = System.currentTimeMillis();
    await().pollInterval(Duration.ofMillis(1)).until(() -> System.currentTimeMillis() > before + 1);
  }

  private static InboxLimits bytes(long maxBytes) {
    return new InboxLimits(Duration.ofDays(30), 100, maxBytes, 16);
  }

  private static InboxLimits devices(int maxDevices) {
    return new InboxLimits(Duration.ofDays(30), 100, 1_000, maxDevices);
  }

  private Append alone(String text) {
    return new Append(user, "7:" + text, text.getBytes(UTF_8));
  }

  /** One that is stored only with the append before it. */
  private Append joined(String text) {
    return new Append(user, "7:" + text, text.getBytes(UTF_8), /* withPrevious= */ true);
  }

  private static List<Status> append(InboxStore to, Append... batch) {
    return Await.result(to.append(List.of(batch))).stream().map(AppendOutcome::status).toList();
  }

  private InboxPage read(InboxStore from) {
    return read(from, DEVICE, null);
  }

  private InboxPage read(InboxStore from, String device, @Nullable Position after) {
    return Await.result(from.read(List.of(new InboxQuery(user, device, after, 100)))).get(0);
  }

  private InboxPage page(InboxStore from, @Nullable Position after, int limit, long maxBytes) {
    InboxQuery query = new InboxQuery(user, DEVICE, after, limit, maxBytes);
    return Await.result(from.read(List.of(query))).get(0);
  }

  private InboxState state(InboxStore of, String device) {
    return Await.result(of.states(List.of(new InboxDevice(user, device)))).get(0);
  }

  private void acknowledge(InboxStore to, String device, String epoch, long seq) {
    Await.result(to.acknowledge(List.of(new Acknowledgement(user, device, epoch, seq))));
  }

  private static Position end(InboxPage page) {
    StoredMessage last = page.messages().get(page.messages().size() - 1);
    return new Position(page.start().epoch(), last.seq(), last.messageId());
  }

  private static List<String> texts(InboxPage page) {
    return page.messages().stream().map(m -> new String(m.payload(), UTF_8)).toList();
  }
}
