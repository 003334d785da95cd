package io.crossim.route.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.route.CimForwardRouteApplication;
import io.crossim.route.link.ServerLinks;
import io.crossim.service.start.ServiceRunner;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class WarmupTest {

  @TempDir private Path data;

  @ParameterizedTest(name = "private messages are kept: {0}")
  @ValueSource(booleans = {false, true})
  void itRunsToTheEndAndLeavesNothing(boolean keepsPrivate, CapturedOutput output) {
    Map<String, Object> defaults =
        Map.of(
            "server.port", "0",
            "cim.discovery.type", "memory",
            "cim.sessions.store", "memory",
            "cim.inbox.store", "memory",
            "cim.accounts.store", "embedded",
            "cim.data.directory", data,
            "cim.conversations.private", keepsPrivate,
            "logging.level.io.crossim.service.warmup", "debug");
    try (ConfigurableApplicationContext context =
        ServiceRunner.application(CimForwardRouteApplication.class, defaults).run()) {
      assertThat(output).containsOnlyOnce("warmed up in ").doesNotContain("cim-server warmup");
      assertThat(context.getBean(ServerLinks.class).live()).isEmpty();
      MeterRegistry meters = context.getBean(MeterRegistry.class);
      assertThat(counted(meters, "cim.calls")).isZero();
      assertThat(counted(meters, "cim.push.time")).isZero();
      assertThat(counted(meters, "cim.messages.stored")).isZero();
    }
  }

  private static double counted(MeterRegistry meters, String name) {
    assertThat(meters.find(name).meters()).as(name).isNotEmpty();
    return meters.find(name).meters().stream()
        .flatMap(meter -> StreamSupport.stream(meter.measure().spliterator(), false))
        .filter(measurement -> measurement.getStatistic() == Statistic.COUNT)
        .mapToDouble(measurement -> measurement.getValue())
        .sum();
  }
}
