package io.crossim.sdk.sending;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.SendAck;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What leaves over a v3 connection, and when. */
class OutboxOverConnectionTest {

  private final EmbeddedChannel timer = new EmbeddedChannel();
  private final Outbox outbox =
      new Outbox(
          Runnable::run,
          timer.eventLoop(),
          attempt -> Duration.ofSeconds(attempt),
          Duration.ofSeconds(60),
          10_000);
  private final List<String> written = new ArrayList<>();

  @BeforeEach
  void connect() {
    timer.freezeTime();
    outbox.open(this::write, 1 << 20, true);
  }

  private void write(Frame frame) {
    written.add(frame.getMessages(0).getClientMsgId());
  }

  @Test
  void whatHadNoRoomHoldsEverythingBehindItAndLeavesFirst() {
    List<CompletableFuture<Outcome>> sends = List.of(send("1"), send("2"), send("3"));
    answer("1", "4000");
    CompletableFuture<Outcome> later = send("4");
    assertThat(next()).containsExactly("1", "2", "3");

    answer("2", "4000");
    pass(5);
    assertThat(next()).isEmpty(); // 3 has no answer yet
    answer("3", "9000"); // the server took it all the same
    assertThat(next()).containsExactly("1");
    answer("1", "9000");
    assertThat(next()).containsExactly("2", "4");
    answer("2", "9000");
    answer("4", "9000");

    assertThat(sends).allMatch(CompletableFuture::isDone);
    assertThat(later).isCompletedWithValue(Outcome.TAKEN);
    assertThat(next()).isEmpty();
  }

  @Test
  void thereIsOnePauseForAllAndItGrowsWhileNothingIsTaken() {
    send("1");
    send("2");
    answer("1", "4000");
    answer("2", "4000");
    next();
    pass(1);
    assertThat(next()).containsExactly("1");
    answer("1", "4000");
    pass(1);
    assertThat(next()).isEmpty();
    pass(1);
    assertThat(next()).containsExactly("1");
    answer("1", "9000");
    assertThat(next()).containsExactly("2");
    answer("2", "4000");
    pass(1);
    assertThat(next()).containsExactly("2");
  }

  @Test
  void afterARefusalEverMoreAreUnderWay() {
    IntStream.range(0, 20).mapToObj(String::valueOf).forEach(this::send);
    next().forEach(id -> answer(id, "4000"));
    pass(1);
    List<Integer> sizes = new ArrayList<>();
    for (List<String> now = next(); !now.isEmpty(); now = next()) {
      sizes.add(now.size());
      now.forEach(id -> answer(id, "9000"));
    }
    assertThat(sizes).containsExactly(1, 2, 8, 9);
  }

  @Test
  void aFinalCodeEndsThatSendOnly() {
    CompletableFuture<Outcome> refused = send("1");
    CompletableFuture<Outcome> behind = send("2");
    answer("1", "6000");
    assertThat(refused).isCompletedExceptionally();
    assertThat(behind).isNotDone();
    answer("2", "9000");
    assertThat(behind).isCompletedWithValue(Outcome.TAKEN);
    assertThat(next()).containsExactly("1", "2");
  }

  @Test
  void whatIsUnderWayIsBoundedByNumberAndBytes() {
    IntStream.range(0, 2_000).mapToObj(String::valueOf).forEach(this::send);
    assertThat(next()).hasSize(SendWindow.MAX_MESSAGES);
    outbox.hold();
    outbox.open(this::write, 1 << 20, true);
    assertThat(next()).hasSize(SendWindow.MAX_MESSAGES);
  }

  @Test
  void largeTextsWaitForEachOther() {
    for (int i = 0; i < 10; i++) {
      submit(String.valueOf(i), "x".repeat(1_000_000));
    }
    assertThat(next()).containsExactly("0", "1", "2", "3");
    answer("0", "9000");
    assertThat(next()).containsExactly("4");
  }

  @Test
  void thoseBehindOneWhoseTimeIsOverGoOn() {
    send("1");
    answer("1", "4000");
    outbox.hold();
    pass(59);
    CompletableFuture<Outcome> behind = send("2");
    pass(1);
    outbox.open(this::write, 1 << 20, true);
    answer("2", "9000");
    assertThat(behind).isCompletedWithValue(Outcome.TAKEN);
    assertThat(next()).containsExactly("1", "2");
  }

  @Test
  void anotherConnectionDoesNotWaitForThePauseOfTheLast() {
    send("1");
    answer("1", "4000");
    outbox.hold();
    outbox.open(this::write, 1 << 20, true);
    assertThat(next()).containsExactly("1", "1");
    answer("1", "4000");
    pass(1); // the pause of before would have ended here
    assertThat(next()).isEmpty();
    pass(1);
    assertThat(next()).containsExactly("1");
  }

  private CompletableFuture<Outcome> send(String id) {
    return submit(id, "hi");
  }

  private CompletableFuture<Outcome> submit(String id, String text) {
    return outbox.submit(
        () -> Outcome.UNKNOWN,
        Message.newBuilder().setClientMsgId(id).setBody(ByteString.copyFromUtf8(text)).build());
  }

  private void answer(String id, String code) {
    outbox.acknowledged(List.of(SendAck.newBuilder().setClientMsgId(id).setCode(code).build()));
  }

  /** What was written since the last call. */
  private List<String> next() {
    List<String> ids = List.copyOf(written);
    written.clear();
    return ids;
  }

  private void pass(long seconds) {
    for (long i = 0; i < seconds; i++) {
      timer.advanceTimeBy(1, TimeUnit.SECONDS);
      timer.runScheduledPendingTasks();
    }
  }
}
