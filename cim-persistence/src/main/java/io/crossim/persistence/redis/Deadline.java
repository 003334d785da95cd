package io.crossim.persistence.redis;

import io.crossim.common.result.UnavailableException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** When a call's waiting ends. */
record Deadline(long nanoTime, Duration timeout) {

  static Deadline after(Duration timeout) {
    return new Deadline(System.nanoTime() + timeout.toNanos(), timeout);
  }

  /**
   * Waits for a result.
   *
   * @throws UnavailableException when it does not come in time, or comes as an error
   */
  <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(Math.max(0, nanoTime - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new UnavailableException(
          "Redis: no answer (expected: within " + timeout.toMillis() + " ms)", e);
    } catch (ExecutionException e) {
      throw new UnavailableException("Redis: the call failed: " + rootMessage(e), e);
    } catch (CancellationException e) {
      throw new UnavailableException("Redis: the connection was lost during the call", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("Redis: the wait was interrupted", e);
    }
  }

  /** Redis's own words stand deepest: a wrong password, a replica that takes no writes. */
  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
