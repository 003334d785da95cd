package io.crossim.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class LossLoggingExporterTest {

  private static final String LOST = "traces are dropped, because http://c/ ";

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

  @ParameterizedTest
  @MethodSource("failures")
  void theReasonIsToldInWords(Exception failure, String words, CapturedOutput output) {
    export(
        CompletableResultCode.ofExceptionalFailure(
            new IllegalStateException(new IOException(failure))));
    assertThat(output).contains(LOST + words);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new ClosedChannelException(), "cannot be reached"),
        Arguments.of(new ConnectException("refused"), "cannot be reached"),
        Arguments.of(new IOException("reset"), "does not take them: java.io.IOException: reset"));
  }

  @Test
  void losesAreToldOnceAndSoIsTheirEnd(CapturedOutput output) {
    export(CompletableResultCode.ofSuccess());
    assertThat(output).isEmpty();
    export(
        CompletableResultCode.ofExceptionalFailure(
            new IllegalStateException(new ConnectException("refused"))));
    export(CompletableResultCode.ofFailure());
    assertThat(output).containsOnlyOnce(LOST).contains(LOST + "cannot be reached\n");
    export(CompletableResultCode.ofSuccess());
    export(CompletableResultCode.ofSuccess());
    assertThat(output).containsOnlyOnce("http://c/ takes traces again");
    export(CompletableResultCode.ofFailure());
    assertThat(output).contains(LOST + "answers, but refuses them");
  }
}
