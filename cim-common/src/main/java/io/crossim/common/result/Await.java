package io.crossim.common.result;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Results of calls that answer with a future, for callers that may block. */
public final class Await {

  private Await() {}

  /**
   * Waits for a result, without a limit: what is waited for has to end by itself.
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

  /** The failure of a call, without what futures wrap around it on the way. */
  public static CimException failure(Throwable failure) {
    Throwable bare = failure;
    while ((bare instanceof CompletionException || bare instanceof ExecutionException)
        && bare.getCause() != null) {
      bare = bare.getCause();
    }
    return bare instanceof CimException known
        ? known
        : new UnavailableException("the call failed: " + bare.getMessage(), bare);
  }
}
