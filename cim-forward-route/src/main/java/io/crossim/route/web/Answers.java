package io.crossim.route.web;

import io.crossim.common.result.Envelope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Answers of calls that succeed later. */
final class Answers {

  private Answers() {}

  /** The envelope of what a call comes to. */
  static <T> CompletionStage<Envelope<T>> of(@Nullable String reqNo, CompletableFuture<T> body) {
    return body.thenApply(value -> Envelope.success(reqNo, value));
  }
}
