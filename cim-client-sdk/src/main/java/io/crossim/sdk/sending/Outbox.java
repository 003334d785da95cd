package io.crossim.sdk.sending;

import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sends of one client: they leave in the order of the calls, and wait while the outbox is held.
 * Over a v3 connection they leave without waiting for each other, as far as the {@link SendWindow}
 * lets them. What has no answer when the connection is lost, and what the server had no room for,
 * is written again, in order; their ids make that harmless. Else one call after the other goes to a
 * route: one that certainly has not left is repeated, before any later one.
 *
 * <p>Any thread may use it; only {@link #awaitIdle} blocks.
 */
public final class Outbox {

  private final Executor calls;
  private final SendTimer timer;
  private final IntFunction<Duration> backoff;
  private final Duration timeout;

  private final PendingSends pending;
  private final WireSends wire = new WireSends();
  private final Settlements settlements = new Settlements();

  private boolean open;

  /** Whether a call to a route is under way, or waits for its repetition. */
  private boolean calling;

  private @Nullable CimException end;

  /**
   * @param calls runs the calls, which block, and completes results
   * @param timer only starts what is due
   * @param backoff the wait before the n-th repetition, n from 1
   * @param timeout after it a send ends as {@link Outcome#UNKNOWN}, or as {@link Outcome#NOT_SENT}
   *     when nothing of it has left
   * @param maxPending the most sends without an outcome; one more is refused
   */
  public Outbox(
      Executor calls,
      ScheduledExecutorService timer,
      IntFunction<Duration> backoff,
      Duration timeout,
      int maxPending) {
    this.calls = calls;
    this.timer = new SendTimer(timer);
    this.backoff = backoff;
    this.timeout = timeout;
    this.pending = new PendingSends(maxPending);
  }

  /**
   * Adds a send. Under an id that has no outcome yet nothing is added: the cluster would store one
   * message, so the result is that of the first send.
   *
   * @param call makes it over HTTP, on another thread, and may be repeated
   * @param message the same for a v3 connection, with an id; null for a send that cannot go there
   */
  public CompletableFuture<Outcome> submit(Supplier<Outcome> call, @Nullable Message message) {
    Frame frame = message == null ? null : Outgoing.frame(message);
    Outgoing added;
    synchronized (this) {
      CimException refusal = refusal(frame);
      if (refusal != null) {
        return CompletableFuture.failedFuture(refusal);
      }
      Outgoing same = message == null ? null : pending.find(message.getClientMsgId());
      if (same != null) {
        return same.result;
      }
      added = pending.add(call, frame);
      wire.add(added);
      added.expiry = timer.after(timeout, () -> run(() -> expire(added)));
    }
    pump();
    return added.result;
  }

  private @Nullable CimException refusal(@Nullable Frame frame) {
    if (end != null) {
      return end;
    }
    return frame == null || pending.isFull() ? pending.refusal() : wire.refusal(frame);
  }

  /** Lets sends leave, to a route. */
  public void open() {
    synchronized (this) {
      open = true;
      wire.disconnect();
    }
    pump();
  }

  /**
   * Lets sends leave, over a connection.
   *
   * @param connection takes frames of a v3 server, must not block
   * @param maxFrame the largest frame that the server takes, in bytes; a larger send fails
   */
  public void open(Consumer<Frame> connection, int maxFrame) {
    synchronized (this) {
      open = true;
      wire.connect(connection, maxFrame, pending.all());
    }
    pump();
  }

  /** Makes sends wait; a call that is on its way is not held up. */
  public synchronized void hold() {
    open = false;
    wire.disconnect();
    notifyAll();
  }

  /** A v3 server says what became of sends. On the event loop. */
  public void acknowledged(List<SendAck> acks) {
    run(
        () -> {
          acks.forEach(this::acknowledged);
          pump();
        });
  }

  private void acknowledged(SendAck ack) {
    Outgoing outgoing = find(ack.getClientMsgId());
    ResultCode code = ResultCode.of(ack.getCode());
    if (outgoing == null) {
      return; // it had an outcome: its time was over, or two connections have answered
    }
    switch (code) {
      case SUCCESS -> accepted(outgoing, ack);
      case FAILURE -> noRoom(outgoing); // the server's trouble, not ours: it passes
      default -> settle(outgoing, Outcome.UNKNOWN, new CimException(code, ack.getText()));
    }
  }

  private synchronized @Nullable Outgoing find(String id) {
    return pending.find(id);
  }

  private void accepted(Outgoing outgoing, SendAck ack) {
    synchronized (this) {
      wire.accepted();
    }
    settle(outgoing, Outcome.of(ack), null);
  }

  private synchronized void noRoom(Outgoing outgoing) {
    int pause = wire.noRoom(outgoing);
    if (pause > 0) {
      timer.after(backoff.apply(wire.pauses()), () -> endPause(pause));
    }
  }

  private void endPause(int pause) {
    synchronized (this) {
      wire.pauseIsOver(pause);
    }
    pump();
  }

  /** Takes no more sends: they fail with the cause. Those that are there go on. */
  public synchronized void seal(CimException cause) {
    if (end == null) {
      end = cause;
    }
  }

  /**
   * Waits until all sends are done and their results are complete; while they are held, only for
   * those that are done.
   */
  public synchronized void awaitIdle(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    while ((open && !pending.isEmpty()) || !settlements.isDoneBut(Thread.currentThread())) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /**
   * Ends all sends on the calling thread: one that may have left as {@link Outcome#UNKNOWN}, the
   * others with the cause.
   */
  public void end(CimException cause) {
    List<Outgoing> rest;
    synchronized (this) {
      seal(cause);
      rest = pending.removeAll();
      wire.disconnect();
      notifyAll();
    }
    for (Outgoing outgoing : rest) {
      SendTimer.cancel(outgoing.expiry);
      Settlements.complete(outgoing.result, Outcome.UNKNOWN, outgoing.tried ? null : cause);
    }
  }

  private void pump() {
    synchronized (this) {
      if (!open || calling || pending.isEmpty()) {
        return;
      }
      if (wire.isConnected()) {
        // Under the lock, so that the order of the calls is the order on the wire.
        wire.write(tooLarge -> run(() -> settle(tooLarge, Outcome.UNKNOWN, tooLarge.refusal)));
        return;
      }
      calling = true;
    }
    run(this::callOldest);
  }

  private void callOldest() {
    Outgoing oldest;
    synchronized (this) {
      oldest = open && !wire.isConnected() ? pending.oldest() : null;
      if (oldest != null) {
        oldest.tried = true;
      }
    }
    if (oldest != null) {
      CallResult result = CallResult.of(oldest.call);
      if (!result.hasLeft()) {
        repeat(oldest);
        return;
      }
      settle(oldest, result.outcome(), result.error());
    }
    proceed();
  }

  private synchronized void repeat(Outgoing outgoing) {
    outgoing.tried = false;
    timer.after(backoff.apply(++outgoing.failedCalls), this::proceed);
  }

  private void proceed() {
    synchronized (this) {
      calling = false;
    }
    pump();
  }

  private void expire(Outgoing outgoing) {
    settle(outgoing, Outcome.UNKNOWN, null);
    pump();
  }

  /** On a thread for calls: what the application hangs on the result may take long. */
  private void settle(Outgoing outgoing, Outcome outcome, @Nullable CimException error) {
    settlements.begin();
    boolean isFirst;
    Outcome known;
    synchronized (this) {
      known = outcome == Outcome.UNKNOWN && !outgoing.tried ? Outcome.NOT_SENT : outcome;
      isFirst = pending.remove(outgoing);
      wire.remove(outgoing);
    }
    if (isFirst) {
      SendTimer.cancel(outgoing.expiry);
      Settlements.complete(outgoing.result, known, error);
    }
    settlements.end();
    synchronized (this) {
      notifyAll();
    }
  }

  private void run(Runnable task) {
    try {
      calls.execute(task);
    } catch (RejectedExecutionException e) {
      // The threads have ended, and with them the client: end() settles what is left.
    }
  }
}
