package io.crossim.service.operation;

import io.crossim.service.call.CallAnswer;
import io.crossim.service.call.CallTable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Answers all metrics, as Prometheus reads them. They are put together once at a time: callers that
 * come meanwhile share the answer, so that many cost no more than one.
 */
@RequiredArgsConstructor
final class MetricCalls implements ManagementCalls {

  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Supplier<String> metrics;

  /** Reads the metrics; not an event loop, because gauges go through all connections. */
  private final Executor executor;

  private final AtomicReference<@Nullable CompletableFuture<CallAnswer>> underWay =
      new AtomicReference<>();

  @Override
  public void addTo(CallTable.Builder calls) {
    calls.forWatchers("/actuator/prometheus", request -> scrape());
  }

  CompletableFuture<CallAnswer> scrape() {
    CompletableFuture<CallAnswer> mine = new CompletableFuture<>();
    CompletableFuture<CallAnswer> other = underWay.compareAndExchange(null, mine);
    if (other != null) {
      return other;
    }
    CompletableFuture.supplyAsync(metrics, executor)
        .whenComplete(
            (text, failure) -> {
              underWay.set(null);
              if (failure == null) {
                mine.complete(Plain.text(PROMETHEUS_TEXT, text));
              } else {
                mine.completeExceptionally(failure);
              }
            });
    return mine;
  }
}
