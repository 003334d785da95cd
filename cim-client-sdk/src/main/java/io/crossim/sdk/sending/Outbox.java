package io.crossim.sdk.sending;

import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.CimException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
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

  private final SendThreads threads;
  private final SendQueue queue;
  private final WireSender wire;
  private final HttpSender http;

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
    threads = new SendThreads(calls, timer);
    queue = new SendQueue(threads, timeout, maxPending, this::removed);
    wire = new WireSender(queue, threads, backoff, this::pump);
    http = new HttpSender(queue, threads, backoff, this::goesToRoute, this::pump);
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
    synchronized (queue) {
      CimException refusal = refusal(frame);
      if (refusal != null) {
        return CompletableFuture.failedFuture(refusal);
      }
      Outgoing same = message == null ? null : queue.find(message.getClientMsgId());
      if (same != null) {
        return same.result;
      }
      added = queue.add(call, frame, this::pump);
      wire.add(added);
    }
    pump();
    return added.result;
  }

  private @Nullable CimException refusal(@Nullable Frame frame) {
    CimException refusal = queue.refusal();
    return refusal != null || frame == null ? refusal : wire.refusal(frame);
  }

  /** Lets sends leave, to a route. */
  public void open() {
    synchronized (queue) {
      queue.open();
      wire.disconnect();
    }
    pump();
  }

  /**
   * Lets sends leave, over a connection.
   *
   * @param connection takes frames of a v3 server, must not block
   * @param maxFrame the largest frame that the server takes, in bytes; a larger send fails
   * @param knowsConversations whether the server takes sends to groups, and edits; else they fail
   */
  public void open(Consumer<Frame> connection, int maxFrame, boolean knowsConversations) {
    synchronized (queue) {
      queue.open();
      wire.connect(connection, maxFrame, knowsConversations);
    }
    pump();
  }

  /** Makes sends wait; a call that is on its way is not held up. */
  public void hold() {
    synchronized (queue) {
      queue.hold();
      wire.disconnect();
    }
  }

  /** A v3 server says what became of sends. On the event loop. */
  public void acknowledged(List<SendAck> acks) {
    threads.run(
        () -> {
          acks.forEach(wire::acknowledged);
          pump();
        });
  }

  /** Takes no more sends: they fail with the cause. Those that are there go on. */
  public void seal(CimException cause) {
    queue.seal(cause);
  }

  /**
   * Waits until all sends are done and their results are complete; while they are held, only for
   * those that are done.
   */
  public void awaitIdle(long nanos) throws InterruptedException {
    queue.awaitIdle(nanos);
  }

  /**
   * Ends all sends on the calling thread: one that may have left as {@link Outcome#UNKNOWN}, the
   * others with the cause.
   */
  public void end(CimException cause) {
    List<Outgoing> rest;
    synchronized (queue) {
      rest = queue.removeAll(cause);
      wire.disconnect();
    }
    for (Outgoing outgoing : rest) {
      SendQueue.complete(outgoing, Outcome.UNKNOWN, outgoing.tried ? null : cause);
    }
  }

  private void pump() {
    synchronized (queue) {
      if (!queue.isOpen() || http.isCalling() || queue.isEmpty()) {
        return;
      }
      if (wire.isConnected()) {
        wire.write(); // under the monitor, so that the order of the calls is that on the wire
        return;
      }
      http.reserve();
    }
    http.call();
  }

  private boolean goesToRoute() {
    return queue.isOpen() && !wire.isConnected();
  }

  private void removed(Outgoing outgoing) {
    wire.remove(outgoing);
  }
}
