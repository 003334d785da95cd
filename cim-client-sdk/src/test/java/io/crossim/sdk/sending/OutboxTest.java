package io.crossim.sdk.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutboxTest {

  private static final CimException CLOSED = new CimException(ResultCode.FAILURE, "closed");

  private final EmbeddedChannel timer = new EmbeddedChannel();
  private final Outbox outbox =
      new Outbox(
          Runnable::run,
          timer.eventLoop(),
          attempt -> Duration.ofSeconds(attempt),
          Duration.ofSeconds(60),
          3);
  private final List<String> sent = new ArrayList<>();
  private int refusals;

  OutboxTest() {
    timer.freezeTime();
  }

  @Test
  void waitsUntilItIsOpened() {
    CompletableFuture<Outcome> send = send("a");
    assertThat(send).isNotDone();
    outbox.open();
    assertThat(send).isCompletedWithValue(Outcome.TAKEN);
  }

  @Test
  void repeatsWhatHasNotLeftBeforeWhatFollows() {
    refusals = 2;
    outbox.open();
    CompletableFuture<Outcome> first = send("a");
    CompletableFuture<Outcome> second = send("b");
    pass(1);
    assertThat(first).isNotDone();
    assertThat(second).isNotDone();
    pass(2);
    assertThat(first).isCompletedWithValue(Outcome.TAKEN);
    assertThat(second).isCompletedWithValue(Outcome.TAKEN);
    assertThat(sent).containsExactly("a", "b");
  }

  @Test
  void whatHasNotLeftInItsTimeIsNotSentAndNeverLeaves() {
    CompletableFuture<Outcome> send = send("a");
    pass(59);
    assertThat(send).isNotDone();
    pass(1);
    assertThat(send).isCompletedWithValue(Outcome.NOT_SENT);
    outbox.open();
    assertThat(sent).isEmpty();
  }

  @Test
  void goesOnAfterOneThatEndedWhileItWasRepeated() {
    refusals = 1_000;
    outbox.open();
    CompletableFuture<Outcome> first = send("a");
    pass(60);
    assertThat(first).isCompletedWithValue(Outcome.NOT_SENT);
    refusals = 0;
    CompletableFuture<Outcome> second = send("b");
    pass(60);
    assertThat(second).isCompletedWithValue(Outcome.TAKEN);
  }

  @Test
  void refusesMoreThanItHolds() {
    send("a");
    send("b");
    send("c");
    assertThat(send("d"))
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .withMessage("too many messages wait to be sent: at most 3; retry later");
  }

  @Test
  void anAnswerIsPassedOnAndAMissingOneIsUnknown() {
    outbox.open();
    CimException offline = new CimException(ResultCode.RECEIVER_OFFLINE, "offline");
    assertThat(failing(offline)).failsWithin(Duration.ZERO).withThrowableThat().havingCause();
    assertThat(failing(new UnavailableException("time-out", new IOException())))
        .isCompletedWithValue(Outcome.UNKNOWN);
    assertThat(failing(new IllegalStateException("a fault")))
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(CimException.class);
    assertThat(send("after")).isCompletedWithValue(Outcome.TAKEN);
  }

  @Test
  void failsWhatWaitsAtItsEnd() throws Exception {
    CompletableFuture<Outcome> send = send("a");
    outbox.seal(CLOSED);
    assertThat(send("late")).isCompletedExceptionally();
    assertThat(send).isNotDone();
    outbox.awaitIdle(Long.MAX_VALUE / 2);
    outbox.end(CLOSED);
    assertThat(send).isCompletedExceptionally();
  }

  @Test
  void isNotIdleWhileAResultIsBeingCompleted() throws Exception {
    CountDownLatch completing = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Void> hung =
        send("a")
            .thenAccept(
                outcome -> {
                  completing.countDown();
                  await(go);
                });
    Thread sender = new Thread(outbox::open);
    sender.start();
    await(completing);
    outbox.awaitIdle(1);
    assertThat(hung).isNotDone();
    go.countDown();
    outbox.awaitIdle(Long.MAX_VALUE / 2);
    assertThat(hung).isCompleted();
    sender.join();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private CompletableFuture<Outcome> send(String text) {
    return outbox.submit(
        () -> {
          if (refusals > 0) {
            refusals--;
            throw new UnavailableException(
                "away", new NotConnectedException(new IOException("refused")));
          }
          sent.add(text);
          return Outcome.TAKEN;
        },
        /* message= */ null);
  }

  private CompletableFuture<Outcome> failing(RuntimeException error) {
    return outbox.submit(
        () -> {
          throw error;
        },
        /* message= */ null);
  }

  private void pass(long seconds) {
    for (long i = 0; i < seconds; i++) {
      timer.advanceTimeBy(1, TimeUnit.SECONDS);
      timer.runScheduledPendingTasks();
    }
  }
}
