package io.crossim.common.result;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Takes results and failures out of futures. */
public final class Await {

  private Await() {}

  /**
   * Waits for a result, without a limit: what is waited for has to end by itself. For callers that
   * may block.
   *
   * @throws CimException the one with which the call failed; an {@link UnavailableException} for
   *     every other failure, and when the wait is interrupted
   */
  public static <T> T result(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException | CancellationException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("the wait was interrupted", e);
    }
  }

  /** The failure of a call; an {@link UnavailableException} where it is none of ours. */
  public static CimException failure(Throwable failure) {
    Throwable bare = cause(failure);
    return bare instanceof CimException known
        ? known
        : new UnavailableException("the call failed: " + bare.getMessage(), bare);
  }

  /** What a call failed with, without what futures wrap around it on the way. */
  public static Throwable cause(Throwable failure) {
    Throwable bare = failure;
    while ((bare instanceof CompletionException || bare instanceof ExecutionException)
        && bare.getCause() != null) {
      bare = bare.getCause();
    }
    return bare;
  }
}
