package io.crossim.sdk.sending;

import io.crossim.common.protocol.Frame;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sends without an outcome, in the order of the calls. Each ends when it is settled or its time
 * is over. The monitor of the queue guards it, both senders and what of an {@link Outgoing} is not
 * final; results are completed outside of it.
 */
final class SendQueue {

  private final SendThreads threads;
  private final Duration timeout;
  private final int max;
  private final Consumer<Outgoing> removed;

  private final Set<Outgoing> inOrder = new LinkedHashSet<>();
  private final Map<String, Outgoing> byId = new HashMap<>();
  private final Settlements settlements = new Settlements();
  private long calls;
  private boolean open;
  private @Nullable CimException end;

  /**
   * @param timeout after it a send ends as {@link Outcome#UNKNOWN}, or as {@link Outcome#NOT_SENT}
   *     when nothing of it has left
   * @param max the most sends without an outcome
   * @param removed takes each send that is settled, under the monitor of the queue
   */
  SendQueue(SendThreads threads, Duration timeout, int max, Consumer<Outgoing> removed) {
    this.threads = threads;
    this.timeout = timeout;
    this.max = max;
    this.removed = removed;
  }

  /** Whether sends may leave. */
  boolean isOpen() {
    return open;
  }

  void open() {
    open = true;
  }

  synchronized void hold() {
    open = false;
    notifyAll();
  }

  /** Refuses further sends with the cause; the first cause counts. */
  synchronized void seal(CimException cause) {
    if (end == null) {
      end = cause;
    }
  }

  /** Why no other send may wait; null while one may. */
  @Nullable CimException refusal() {
    if (end != null || inOrder.size() < max) {
      return end;
    }
    return new CimException(
        ResultCode.REQUEST_LIMIT,
        "too many messages wait to be sent: at most " + max + "; retry later");
  }

  /**
   * Adds the newest send.
   *
   * @param expired runs when the send has ended because its time was over
   */
  Outgoing add(Supplier<Outcome> call, @Nullable Frame frame, Runnable expired) {
    Outgoing added = new Outgoing(call, frame, calls++);
    inOrder.add(added);
    if (frame != null) {
      byId.put(added.id(), added);
    }
    added.expiry = threads.after(timeout, () -> threads.run(() -> expire(added, expired)));
    return added;
  }

  private void expire(Outgoing outgoing, Runnable expired) {
    settle(outgoing, Outcome.UNKNOWN, null);
    expired.run();
  }

  /** The send with this id; null when there is none, or it has an outcome already. */
  @Nullable Outgoing find(String clientMsgId) {
    return byId.get(clientMsgId);
  }

  @Nullable Outgoing oldest() {
    return inOrder.isEmpty() ? null : inOrder.iterator().next();
  }

  Collection<Outgoing> all() {
    return Collections.unmodifiableSet(inOrder);
  }

  boolean isEmpty() {
    return inOrder.isEmpty();
  }

  /**
   * Gives a send its outcome; changes nothing when it has one. Call it on a thread for calls and
   * without the monitor: what the application hangs on the result may take long.
   */
  void settle(Outgoing outgoing, Outcome outcome, @Nullable CimException error) {
    settlements.begin();
    boolean isFirst;
    Outcome known;
    synchronized (this) {
      known = outcome == Outcome.UNKNOWN && !outgoing.tried ? Outcome.NOT_SENT : outcome;
      isFirst = inOrder.remove(outgoing);
      if (isFirst) {
        byId.remove(outgoing.id());
        removed.accept(outgoing);
      }
    }
    if (isFirst) {
      complete(outgoing, known, error);
    }
    settlements.end();
    synchronized (this) {
      notifyAll();
    }
  }

  /** Takes all sends away and refuses further ones with the cause. */
  List<Outgoing> removeAll(CimException cause) {
    seal(cause);
    List<Outgoing> rest = List.copyOf(inOrder);
    inOrder.clear();
    byId.clear();
    notifyAll();
    return rest;
  }

  /** Gives a send that was taken away its outcome, or its error. */
  static void complete(Outgoing outgoing, Outcome outcome, @Nullable CimException error) {
    Future<?> expiry = outgoing.expiry;
    if (expiry != null) {
      expiry.cancel(false);
    }
    if (error == null) {
      outgoing.result.complete(outcome);
    } else {
      outgoing.result.completeExceptionally(error);
    }
  }

  /**
   * Waits until all sends are settled and their results are complete; while the queue is held, only
   * for those that are settled.
   */
  synchronized void awaitIdle(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    while ((open && !inOrder.isEmpty()) || !settlements.isDoneBut(Thread.currentThread())) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }
}
