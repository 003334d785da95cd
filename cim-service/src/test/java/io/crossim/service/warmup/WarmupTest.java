package io.crossim.service.warmup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.Envelope;
import io.crossim.service.call.CallTable;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.tls.PeerTls;
import io.crossim.service.tls.TlsConfiguration;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class WarmupTest {

  private final EventLoops loops = EventLoops.create();

  @AfterEach
  void end() {
    loops.close();
  }

  @Test
  void aWarmupCallsAPortThatIsClosedBehindIt() {
    AtomicReference<String> answer = new AtomicReference<>();
    AtomicReference<WarmupEnvironment> seen = new AtomicReference<>();
    warmUp(
        environment -> {
          seen.set(environment);
          environment.open(
              calls ->
                  calls.json(
                      "GET",
                      "/hello",
                      null,
                      CallTable.Callers.ALL,
                      true,
                      (none, request) ->
                          CompletableFuture.completedFuture(Envelope.success(null, "hi"))));
          answer.set(environment.call("/hello", null));
          assertThatThrownBy(() -> environment.call("/nobody", null))
              .isInstanceOf(IOException.class)
              .hasMessageContaining("404");
        });
    assertThat(answer.get()).contains("\"dataBody\":\"hi\"");
    assertThat(seen.get().port()).isEqualTo(-1);
  }

  @Test
  void oneThatFailsIsToldAndStopsNothing(CapturedOutput output) {
    warmUp(
        environment -> {
          throw new IOException("made up");
        });
    assertThat(output).containsOnlyOnce("made up");
  }

  @Test
  void isSkippedWhereItIsSwitchedOff() {
    warmUp(
        new WarmupProperties(false),
        environment -> {
          throw new AssertionError("it ran");
        });
  }

  private void warmUp(Warmup.Messages messages) {
    warmUp(new WarmupProperties(true), messages);
  }

  private void warmUp(WarmupProperties properties, Warmup.Messages messages) {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
        .withUserConfiguration(TlsConfiguration.class)
        .run(
            context ->
                new Warmup(
                        properties,
                        loops,
                        context.getBean(PeerTls.class),
                        new JsonMapper(),
                        messages)
                    .afterSingletonsInstantiated());
  }
}
