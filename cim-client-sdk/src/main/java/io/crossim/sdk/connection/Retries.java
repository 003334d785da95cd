package io.crossim.sdk.connection;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.retry.Backoff;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Counts attempts to connect, and schedules the next one. On the event loop. */
@RequiredArgsConstructor
final class Retries {

  /** A connection that has lived so long was a good one: the backoff starts anew after it. */
  private static final long STEADY_SECONDS = 10;

  private final EventLoop loop;
  private final Backoff backoff;
  private final int most;

  private @Nullable Future<?> next;
  private @Nullable Future<?> steady;
  private boolean wasReady;

  /** Attempts since the last connection, the one under way too. */
  private int attempts;

  /** Failed attempts since the last connection that another one follows. */
  private int retries;

  /** The number of the next wait; a short connection does not set it back. */
  private int step;

  int attempts() {
    return attempts;
  }

  /** An attempt begins. */
  void attempted() {
    attempts++;
  }

  /** There is a connection. */
  void connected() {
    wasReady = true;
    attempts = 0;
    retries = 0;
    cancel(steady);
    steady = loop.schedule(() -> step = 0, STEADY_SECONDS, TimeUnit.SECONDS);
  }

  /** The connection is over. */
  void lost() {
    cancel(steady);
  }

  /** No attempt follows. */
  void end() {
    cancel(next);
    cancel(steady);
  }

  private static void cancel(@Nullable Future<?> task) {
    if (task != null) {
      task.cancel(false);
    }
  }

  /**
   * Whether trying again is of no use. After a loss, 5000 mostly means our own old session, whose
   * end the server has not noticed yet; on a first login it means somebody else's.
   */
  boolean arePointlessAfter(ResultCode code) {
    return switch (code) {
      case ACCOUNT_MISMATCH, INVALID_ARGUMENT, PASSWORD_WRONG -> true;
      case REPEAT_LOGIN -> !wasReady;
      default -> false;
    };
  }

  /**
   * Schedules the next attempt.
   *
   * @return the wait before it; null when there were enough
   */
  @Nullable Duration schedule(Runnable attempt) {
    if (retries >= most) {
      return null;
    }
    retries++;
    step++;
    Duration delay = backoff.randomDelay(step);
    next = loop.schedule(attempt, delay.toNanos(), TimeUnit.NANOSECONDS);
    return delay;
  }

  /** What to tell when no attempt follows. */
  CimException exhausted(Throwable cause) {
    if (retries == 0 && cause instanceof CimException e) {
      return e;
    }
    return new CimException(
        ResultCode.RECONNECT_FAILED,
        "gave up after " + retries + " attempts to connect again: " + cause.getMessage(),
        cause);
  }
}
