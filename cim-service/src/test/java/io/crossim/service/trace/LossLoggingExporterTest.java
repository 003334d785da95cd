package io.crossim.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.ConnectException;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class LossLoggingExporterTest {

  private static final String LOST = "traces are dropped, because http://c/ does not take them";

  private CompletableResultCode next = CompletableResultCode.ofSuccess();

  private final LossLoggingExporter exporter =
      new LossLoggingExporter(
          new SpanExporter() {
            @Override
            public CompletableResultCode export(Collection<SpanData> spans) {
              return next;
            }

            @Override
            public CompletableResultCode flush() {
              return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode shutdown() {
              return CompletableResultCode.ofSuccess();
            }
          },
          "http://c/");

  private void export(CompletableResultCode result) {
    next = result;
    exporter.export(List.of());
  }

  @Test
  void losesAreToldOnceAndSoIsTheirEnd(CapturedOutput output) {
    export(CompletableResultCode.ofSuccess());
    assertThat(output).isEmpty();
    export(
        CompletableResultCode.ofExceptionalFailure(
            new IllegalStateException(new ConnectException("refused"))));
    export(CompletableResultCode.ofFailure());
    assertThat(output)
        .containsOnlyOnce(LOST)
        .contains(LOST + ": java.net.ConnectException: refused");
    export(CompletableResultCode.ofSuccess());
    export(CompletableResultCode.ofSuccess());
    assertThat(output).containsOnlyOnce("http://c/ takes traces again");
    export(CompletableResultCode.ofFailure());
    assertThat(output).contains(LOST + ": it answers, but refuses them");
  }
}
