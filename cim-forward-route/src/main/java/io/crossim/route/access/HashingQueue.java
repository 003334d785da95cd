package io.crossim.route.access;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.service.clock.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Runs what hashes passwords: few at a time, because each takes memory and a processor. The others
 * wait as long as their callers do. So many may wait as can be served in that time, as far as the
 * last ones tell; beyond it the address with the most waiting loses its last one, so that nobody is
 * crowded out by another. Any thread; never blocks.
 */
public final class HashingQueue implements AutoCloseable {

  /** How long a hash may wait: most of the 2 s that callers wait, the rest is for what follows. */
  private static final Duration WAIT = Duration.ofMillis(1_600);

  /** Even where hashes are slow: a slow moment turns nobody away whom a quick one would serve. */
  private static final int LEAST_WAITING = 32;

  private static final long FIRST_GUESS_NANOS = Duration.ofMillis(50).toNanos();

  /** Nothing is quicker, whatever a clock says: it bounds how many may wait. */
  private static final long LEAST_COST_NANOS = Duration.ofMillis(1).toNanos();

  /** How much of the known cost stays with each new one. */
  private static final int MEMORY = 8;

  private final int size;
  private final ThreadPoolExecutor threads;
  private final FairQueue<Turn<?>> waiting = new FairQueue<>();
  private volatile long costNanos = FIRST_GUESS_NANOS;

  public HashingQueue() {
    this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  HashingQueue(int size) {
    this.size = size;
    threads =
        new ThreadPoolExecutor(
            size,
            size,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), // no longer than what waits
            task -> {
              Thread thread = new Thread(task, "passwords");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs something when its turn comes.
   *
   * @param address whose turn it is
   * @return fails with what the work throws, or with {@link ResultCode#REQUEST_LIMIT} when too many
   *     wait or the limit is over
   */
  <T> CompletableFuture<T> run(String address, Deadline limit, Supplier<T> work) {
    Turn<T> turn = new Turn<>(work, limit, new CompletableFuture<>());
    Turn<?> dropped = null;
    synchronized (waiting) {
      boolean isFull = waiting.size() >= mostWaiting();
      waiting.add(address, turn);
      if (isFull) {
        dropped = waiting.dropFromLongest();
      }
    }
    if (dropped == null) {
      threads.execute(this::next);
    } else {
      dropped.refuse();
    }
    return turn.result
        .orTimeout(Math.max(0, limit.left().toNanos()), TimeUnit.NANOSECONDS)
        .exceptionallyCompose(
            e -> CompletableFuture.failedFuture(e instanceof TimeoutException ? tooMany() : e));
  }

  private int mostWaiting() {
    return (int) Math.max(LEAST_WAITING, size * WAIT.toNanos() / costNanos);
  }

  /** Begins the next turn. Those that cannot be served in time any more make room for others. */
  private void next() {
    Turn<?> turn;
    do {
      synchronized (waiting) {
        turn = waiting.poll();
      }
    } while (turn != null && !turn.isWorthwhile(costNanos));
    if (turn != null) {
      turn.take();
    }
  }

  /**
   * A hash took so long. Work that did not come to its hash tells nothing of it. Two threads that
   * learn at once may lose one of both, which does no harm.
   */
  void learn(long nanos) {
    long known = costNanos;
    costNanos =
        Math.max(LEAST_COST_NANOS, known + (Math.min(nanos, MEMORY * known) - known) / MEMORY);
  }

  private static CimException tooMany() {
    return new CimException(
        ResultCode.REQUEST_LIMIT, "too many passwords are being checked; retry later");
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private record Turn<T>(Supplier<T> work, Deadline limit, CompletableFuture<T> result) {

    boolean isWorthwhile(long costNanos) {
      if (result.isDone()) {
        return false;
      }
      if (limit.before(Duration.ofNanos(costNanos)).isOver()) {
        refuse();
        return false;
      }
      return true;
    }

    void take() {
      try {
        result.complete(work.get());
      } catch (RuntimeException | Error e) {
        result.completeExceptionally(e);
      }
    }

    void refuse() {
      result.completeExceptionally(tooMany());
    }
  }
}
