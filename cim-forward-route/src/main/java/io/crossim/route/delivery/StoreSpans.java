package io.crossim.route.delivery;

import io.crossim.common.result.Await;
import io.crossim.common.trace.MessageTraces;
import io.crossim.common.trace.Step;
import io.crossim.common.trace.TracedPayload;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;

/** The spans of messages that are given to a store in one call. */
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
public final class StoreSpans {

  private static final StoreSpans NONE = new StoreSpans(List.of());

  private final List<Span> spans;

  /**
   * Begins the spans of the messages that are followed.
   *
   * @param payload the payload of one of the batch
   */
  public static <T> StoreSpans begin(
      MessageTraces traces, List<T> batch, Function<T, byte[]> payload) {
    if (!traces.isOn()) {
      return NONE;
    }
    List<Span> spans = new ArrayList<>(0);
    for (T one : batch) {
      Span span = traces.follow(Step.STORE, TracedPayload.context(payload.apply(one)));
      if (span.isRecording()) {
        spans.add(span.setAttribute("messaging.batch.message_count", batch.size()));
      }
    }
    return spans.isEmpty() ? NONE : new StoreSpans(spans);
  }

  /** Ends them when the call ends. */
  public void endWith(CompletableFuture<?> call) {
    if (spans.isEmpty()) {
      return;
    }
    call.whenComplete(
        (outcomes, failure) -> {
          for (Span span : spans) {
            if (failure == null) {
              span.end();
            } else {
              MessageTraces.fail(span, Await.cause(failure));
            }
          }
        });
  }
}
