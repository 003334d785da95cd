package io.crossim.common.result;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Takes the outcome of a call out of its future. */
public final class Results {

  private Results() {}

  /**
   * Waits for a result; never on a thread that completes one.
   *
   * @throws RuntimeException the failure of the call as it was thrown there; an {@link
   *     UnavailableException} when the wait is interrupted
   */
  public static <T> T await(CompletableFuture<T> call) {
    try {
      return call.get();
    } catch (ExecutionException e) {
      throw unchecked(cause(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("the wait was interrupted", e);
    }
  }

  /** What a future failed with, without the wrapping of the futures in between. */
  public static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static RuntimeException unchecked(Throwable cause) {
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }
}
