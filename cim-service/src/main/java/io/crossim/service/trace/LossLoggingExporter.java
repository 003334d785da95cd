package io.crossim.service.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** An exporter that says in one line when spans begin to get lost, and when no longer. */
@Slf4j
@RequiredArgsConstructor
final class LossLoggingExporter implements SpanExporter {

  private final SpanExporter exporter;
  private final String endpoint;

  private final AtomicBoolean losing = new AtomicBoolean();

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    return result.whenComplete(() -> tell(result));
  }

  private void tell(CompletableResultCode result) {
    if (result.isSuccess() && losing.compareAndSet(true, false)) {
      log.info("{} takes traces again", endpoint);
    } else if (!result.isSuccess() && losing.compareAndSet(false, true)) {
      log.warn("traces are dropped, because {} {}", endpoint, why(result));
    }
  }

  private static String why(CompletableResultCode result) {
    Throwable failure = result.getFailureThrowable();
    Throwable cause = failure == null ? null : failure.getCause();
    if (cause == null) {
      return "answers, but refuses them";
    }
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    // The JDK's client has no other word for a port that nobody listens at.
    return root instanceof ConnectException || root instanceof ClosedChannelException
        ? "cannot be reached"
        : "does not take them: " + root;
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
