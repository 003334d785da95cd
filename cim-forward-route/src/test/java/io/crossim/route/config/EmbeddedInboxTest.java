package io.crossim.route.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.route.CimForwardRouteApplication;
import io.crossim.service.start.ServiceRunner;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class EmbeddedInboxTest {

  @Test
  void aRouteWithoutRocksDbSaysThatItKeepsNoFiles(CapturedOutput output) {
    assertThatThrownBy(
            () ->
                ServiceRunner.application(CimForwardRouteApplication.class, Map.of())
                    .run(
                        "--server.port=0",
                        "--cim.management.port=-1",
                        "--cim.discovery.type=memory",
                        "--cim.sessions.store=memory",
                        "--cim.inbox.store=embedded"))
        .isInstanceOf(RuntimeException.class);
    assertThat(output)
        .contains("Cannot start. cim.inbox.store: embedded (expected: redis; files are for the")
        .doesNotContain("\tat ");
  }
}
