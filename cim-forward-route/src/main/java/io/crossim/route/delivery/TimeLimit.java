package io.crossim.route.delivery;

import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The end of a call that its caller does not wait beyond.
 *
 * @param end a time of {@link System#nanoTime()}
 */
public record TimeLimit(long end) {

  public static TimeLimit of(Duration time) {
    return new TimeLimit(System.nanoTime() + time.toNanos());
  }

  /** This limit, or an earlier one. */
  TimeLimit before(Duration reserve) {
    return new TimeLimit(end - reserve.toNanos());
  }

  /**
   * Waits for a result.
   *
   * @throws UnavailableException when it is not there in time; what it belongs to is cancelled, so
   *     that what still waits somewhere is not done later
   */
  public <T> T await(CompletableFuture<T> result) {
    try {
      return result.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      result.cancel(false);
      throw new UnavailableException("the store did not answer in time", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CimException known ? known : failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(e);
    }
  }

  private static UnavailableException failed(Exception e) {
    return new UnavailableException("the message could not be stored", e);
  }
}
