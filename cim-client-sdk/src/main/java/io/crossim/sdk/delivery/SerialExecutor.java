package io.crossim.sdk.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls one at a time and in the order in which they were added, on an executor of any number
 * of threads. Any thread may use it; only {@link #awaitIdle} blocks.
 *
 * <p>A call of weight 0 is an event: it takes no room and is never dropped.
 */
@Slf4j
public final class SerialExecutor {

  /** After so many calls the executor's thread is given back, to be fair to its other tasks. */
  private static final int MAX_RUN = 64;

  private final Executor executor;
  private final int maxCalls;
  private final long maxWeight;

  private final ArrayDeque<Call> waiting = new ArrayDeque<>();
  private final List<Runnable> waitingForRoom = new ArrayList<>();
  private int calls;
  private long weight;
  private boolean running;
  private boolean dropping;
  private @Nullable Thread runner;

  /**
   * @param maxCalls so many waiting calls with a weight fill it
   * @param maxWeight so much weight fills it, however few the calls
   */
  public SerialExecutor(Executor executor, int maxCalls, long maxWeight) {
    this.executor = executor;
    this.maxCalls = maxCalls;
    this.maxWeight = maxWeight;
  }

  /**
   * Adds a call. One that comes although there is no room is kept as well: who adds is expected to
   * stop soon.
   *
   * @return whether there is room for more
   */
  public boolean add(int callWeight, Runnable task) {
    boolean room;
    synchronized (this) {
      if (dropping && callWeight > 0) {
        return true;
      }
      waiting.add(new Call(callWeight, task));
      count(callWeight, 1);
      room = calls < maxCalls && weight < maxWeight;
      if (running) {
        return room;
      }
      running = true;
    }
    try {
      executor.execute(this::run);
    } catch (RejectedExecutionException e) {
      log.warn("the executor takes no more listener calls: {}", e.toString());
      synchronized (this) {
        running = false;
        notifyAll();
      }
    }
    return room;
  }

  /** Runs the action once, as soon as at least half of the room is free; at once if it is. */
  public void whenRoom(Runnable action) {
    synchronized (this) {
      if (!hasRoom()) {
        waitingForRoom.add(action);
        return;
      }
    }
    action.run();
  }

  /**
   * Waits until no call waits or runs; not at all when asked by a call of its own.
   *
   * @return whether nothing is left
   */
  public synchronized boolean awaitIdle(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    while (running && runner != Thread.currentThread()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return waiting.isEmpty();
  }

  /** From now on only events are called; what waits beside them is forgotten. */
  public void drop() {
    synchronized (this) {
      dropping = true;
      waiting.removeIf(
          call -> {
            count(call.weight, -1);
            return call.weight > 0;
          });
    }
    tellRoom();
  }

  private void run() {
    synchronized (this) {
      runner = Thread.currentThread();
    }
    int done = 0;
    for (Call call = next(); call != null; call = next()) {
      carryOut(call);
      done++;
      if (done >= MAX_RUN && handOver()) {
        return;
      }
    }
  }

  private synchronized @Nullable Call next() {
    Call call = waiting.poll();
    if (call == null) {
      running = false;
      runner = null;
      notifyAll();
    }
    return call;
  }

  /** Goes on in a task of its own; false when the executor takes none any more. */
  private boolean handOver() {
    synchronized (this) {
      runner = null;
    }
    try {
      executor.execute(this::run);
      return true;
    } catch (RejectedExecutionException e) {
      synchronized (this) {
        runner = Thread.currentThread();
      }
      return false;
    }
  }

  private void carryOut(Call call) {
    try {
      call.task.run();
    } catch (Throwable e) { // one call that fails must not end those behind it
      log.warn("a listener call failed", e);
    }
    synchronized (this) {
      count(call.weight, -1);
    }
    tellRoom();
  }

  private void tellRoom() {
    List<Runnable> actions;
    synchronized (this) {
      if (waitingForRoom.isEmpty() || !hasRoom()) {
        return;
      }
      actions = List.copyOf(waitingForRoom);
      waitingForRoom.clear();
    }
    actions.forEach(Runnable::run);
  }

  private boolean hasRoom() {
    return calls <= maxCalls / 2 && weight <= maxWeight / 2;
  }

  private void count(int callWeight, int sign) {
    if (callWeight > 0) {
      calls += sign;
      weight += (long) sign * callWeight;
    }
  }

  private record Call(int weight, Runnable task) {}
}
