package io.crossim.sdk;

import io.crossim.common.result.CimException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Futures as applications get them. */
final class Results {

  private Results() {}

  /**
   * A future of its own that ends as the source does, with the mapped value or with the very same
   * exception. (The JDK's dependents wrap it.) Completing or cancelling it harms nobody else.
   *
   * @param mapping may throw a {@link CimException}, with which the future then fails
   */
  static <T extends @Nullable Object, R extends @Nullable Object> CompletableFuture<R> map(
      CompletableFuture<T> source, Function<T, R> mapping) {
    CompletableFuture<R> result = new CompletableFuture<>();
    source.whenComplete(
        (value, error) -> {
          if (error == null) {
            complete(result, value, mapping);
          } else {
            result.completeExceptionally(error);
          }
        });
    return result;
  }

  private static <T extends @Nullable Object, R extends @Nullable Object> void complete(
      CompletableFuture<R> result, T value, Function<T, R> mapping) {
    try {
      result.complete(mapping.apply(value));
    } catch (CimException e) {
      result.completeExceptionally(e);
    }
  }
}
