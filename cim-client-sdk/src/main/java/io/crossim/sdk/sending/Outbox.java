package io.crossim.sdk.sending;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.DeliveryStatus;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The sends of one client: they leave in the order of the calls, and wait while the outbox is held.
 * Over a v3 connection they leave without waiting for each other, and what has no answer when it is
 * lost is written again, in order, to the next; their ids make that harmless. Else one call after
 * the other goes to a route.
 *
 * <p>Any thread may use it; only {@link #awaitIdle} blocks.
 *
 * <p>A call that certainly has not left is repeated, before any later one. One that fails with
 * {@link UnavailableException} otherwise ends as {@link Outcome#UNKNOWN}; any other exception is
 * the route's answer.
 */
public final class Outbox {

  private final Executor calls;
  private final ScheduledExecutorService timer;
  private final IntFunction<Duration> backoff;
  private final Duration timeout;
  private final int maxWaiting;

  /** All sends without an outcome, in the order of the calls. */
  private final Set<Outgoing> waiting = new LinkedHashSet<>();

  private final Map<String, Outgoing> byId = new HashMap<>();

  /** Those of them that the connection of now has still to get; empty while there is none. */
  private final ArrayDeque<Outgoing> unwritten = new ArrayDeque<>();

  /** Threads that are completing a result, which includes what the application hung on it. */
  private final List<Thread> settling = new ArrayList<>();

  private boolean open;
  private @Nullable Consumer<Frame> wire;
  private boolean running;
  private @Nullable CimException end;

  /**
   * @param calls runs the calls, which block
   * @param timer only starts what is due
   * @param backoff the wait before the n-th repetition of a call, n from 1
   * @param timeout after it a send ends as {@link Outcome#UNKNOWN}
   * @param maxWaiting the most sends that wait; one more is refused
   */
  public Outbox(
      Executor calls,
      ScheduledExecutorService timer,
      IntFunction<Duration> backoff,
      Duration timeout,
      int maxWaiting) {
    this.calls = calls;
    this.timer = timer;
    this.backoff = backoff;
    this.timeout = timeout;
    this.maxWaiting = maxWaiting;
  }

  /** Adds a send; the call makes it, on another thread, and may be repeated. */
  public CompletableFuture<Outcome> submit(Runnable call) {
    return submit(call, null);
  }

  /**
   * Adds a send.
   *
   * @param call makes it over HTTP, on another thread
   * @param message the same for a v3 connection, with an id; null for a send that cannot go there
   */
  public CompletableFuture<Outcome> submit(Runnable call, @Nullable Message message) {
    Outgoing outgoing = new Outgoing(call, message);
    synchronized (this) {
      if (end != null) {
        return CompletableFuture.failedFuture(end);
      }
      if (waiting.size() >= maxWaiting) {
        return CompletableFuture.failedFuture(
            new CimException(
                ResultCode.REQUEST_LIMIT,
                "sends that wait: "
                    + (maxWaiting + 1)
                    + " (expected: at most "
                    + maxWaiting
                    + ")"));
      }
      waiting.add(outgoing);
      if (message != null) {
        byId.putIfAbsent(message.getClientMsgId(), outgoing);
      }
      if (wire != null) {
        unwritten.add(outgoing);
      }
      outgoing.expiry = later(() -> expire(outgoing), timeout);
    }
    pump();
    return outgoing.result;
  }

  /** Lets sends leave, to a route. */
  public void open() {
    open(null);
  }

  /**
   * Lets sends leave.
   *
   * @param connection takes frames of a v3 server, must not block; null for calls to a route
   */
  public void open(@Nullable Consumer<Frame> connection) {
    synchronized (this) {
      open = true;
      wire = connection;
      unwritten.clear();
      if (connection != null) {
        unwritten.addAll(waiting);
      }
    }
    pump();
  }

  /** Makes sends wait; one that is on its way is not held up. */
  public synchronized void hold() {
    open = false;
    wire = null;
    unwritten.clear();
    notifyAll();
  }

  /** A v3 server says what became of sends. On the event loop. */
  public void acknowledged(List<SendAck> acks) {
    execute(
        () -> {
          for (SendAck ack : acks) {
            Outgoing outgoing = find(ack.getClientMsgId());
            if (outgoing != null) {
              acknowledged(outgoing, ack);
            }
          }
        });
  }

  private synchronized @Nullable Outgoing find(String id) {
    Outgoing known = byId.get(id);
    return known != null ? known : second(id);
  }

  /** Another send under an id that the application uses twice. */
  private @Nullable Outgoing second(String id) {
    for (Outgoing outgoing : waiting) {
      if (outgoing.message != null && outgoing.message.getClientMsgId().equals(id)) {
        return outgoing;
      }
    }
    return null;
  }

  private void acknowledged(Outgoing outgoing, SendAck ack) {
    ResultCode code = ResultCode.of(ack.getCode());
    switch (code) {
      case SUCCESS -> settle(outgoing, outcome(ack), null);
      case FAILURE -> { // the server's trouble, not ours: it passes
        int attempt;
        synchronized (this) {
          attempt = ++outgoing.attempts;
        }
        later(() -> writeAgain(outgoing), backoff.apply(attempt));
      }
      default -> settle(outgoing, Outcome.UNKNOWN, new CimException(code, ack.getText()));
    }
  }

  private static Outcome outcome(SendAck ack) {
    if (ack.getSeq() == 0) {
      return Outcome.TAKEN;
    }
    Outcome.Kind kind =
        ack.getStatus() == DeliveryStatus.PUSHED ? Outcome.Kind.PUSHED : Outcome.Kind.STORED;
    return new Outcome(kind, ack.getMessageId(), ack.getSeq());
  }

  private void writeAgain(Outgoing outgoing) {
    synchronized (this) {
      if (wire != null && waiting.contains(outgoing)) {
        unwritten.addFirst(outgoing);
      }
    }
    pump();
  }

  /** Under the lock, so that the order of the calls is the order on the wire. */
  private void writeAll(Consumer<Frame> connection) {
    for (Outgoing next = unwritten.poll(); next != null; next = unwritten.poll()) {
      Message message = next.message;
      if (message != null && waiting.contains(next)) {
        next.tried = true;
        connection.accept(Frame.newBuilder().setCmd(Command.SEND).addMessages(message).build());
      }
    }
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
    while (!isIdle(Thread.currentThread())) {
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
      rest = List.copyOf(waiting);
      waiting.clear();
      byId.clear();
      unwritten.clear();
      notifyAll();
    }
    for (Outgoing outgoing : rest) {
      cancel(outgoing.expiry);
      if (outgoing.tried) {
        outgoing.result.complete(Outcome.UNKNOWN);
      } else {
        outgoing.result.completeExceptionally(cause);
      }
    }
  }

  /** What the asking thread is completing itself does not count: it would wait for its own end. */
  private boolean isIdle(Thread asking) {
    return (!open || waiting.isEmpty()) && settling.stream().allMatch(asking::equals);
  }

  private void pump() {
    synchronized (this) {
      if (!open || running || waiting.isEmpty()) {
        return;
      }
      if (wire != null) {
        writeAll(wire);
        return;
      }
      running = true;
    }
    execute(this::sendFirst);
  }

  private void sendFirst() {
    Outgoing first;
    synchronized (this) {
      first = open && wire == null && !waiting.isEmpty() ? waiting.iterator().next() : null;
      if (first == null) {
        running = false;
        if (open && wire != null) {
          writeAll(wire);
        }
        return;
      }
      first.tried = true;
    }
    try {
      first.call.run();
      settle(first, Outcome.TAKEN, null);
    } catch (UnavailableException e) {
      if (NotSentException.isIn(e)) {
        repeat(first);
        return;
      }
      settle(first, Outcome.UNKNOWN, null);
    } catch (CimException e) {
      settle(first, Outcome.UNKNOWN, e);
    } catch (RuntimeException e) {
      settle(first, Outcome.UNKNOWN, new CimException(ResultCode.FAILURE, e.toString(), e));
    }
    proceed();
  }

  private void repeat(Outgoing outgoing) {
    synchronized (this) {
      outgoing.tried = false;
      outgoing.attempts++;
    }
    later(this::proceed, backoff.apply(outgoing.attempts));
  }

  private void proceed() {
    synchronized (this) {
      running = false;
    }
    pump();
  }

  private void expire(Outgoing outgoing) {
    // Not on the timer's thread: what the application hangs on the result may take long.
    execute(() -> settle(outgoing, Outcome.UNKNOWN, null));
  }

  private void settle(Outgoing outgoing, Outcome outcome, @Nullable CimException error) {
    synchronized (this) {
      waiting.remove(outgoing);
      if (outgoing.message != null) {
        byId.remove(outgoing.message.getClientMsgId(), outgoing);
      }
      settling.add(Thread.currentThread());
    }
    cancel(outgoing.expiry);
    if (error == null) {
      outgoing.result.complete(outcome);
    } else {
      outgoing.result.completeExceptionally(error);
    }
    synchronized (this) {
      settling.remove(Thread.currentThread());
      notifyAll();
    }
  }

  private @Nullable Future<?> later(Runnable task, Duration delay) {
    try {
      return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      return null; // the threads have ended, and with them the client: end() settles what is left
    }
  }

  private void execute(Runnable task) {
    try {
      calls.execute(task);
    } catch (RejectedExecutionException e) {
      // As above.
    }
  }

  private static void cancel(@Nullable Future<?> expiry) {
    if (expiry != null) {
      expiry.cancel(false);
    }
  }
}
