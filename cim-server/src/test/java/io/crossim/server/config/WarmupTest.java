package io.crossim.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.server.assembly.ServerAssembly;
import io.crossim.service.start.ServiceRunner;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

@ExtendWith(OutputCaptureExtension.class)
class WarmupTest {

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import({ServerConfiguration.class, WarmupConfiguration.class})
  static class Server {}

  @Test
  void itRunsToTheEndAndLeavesNothing(CapturedOutput output) {
    Map<String, Object> defaults =
        Map.of(
            "server.port", "0",
            "cim.server.port", "0",
            "cim.discovery.type", "memory",
            "logging.level.io.crossim.service.warmup", "debug");
    try (ConfigurableApplicationContext context =
        ServiceRunner.application(Server.class, defaults).run()) {
      assertThat(output).containsOnlyOnce("warmed up in ");
      ServerAssembly assembly = context.getBean(ServerAssembly.class);
      assertThat(assembly.connections().size()).isZero();
      assertThat(assembly.registry().users()).isEmpty();
      MeterRegistry meters = context.getBean(MeterRegistry.class);
      for (String name :
          List.of("cim.calls", "cim.connections.closed", "cim.logins", "cim.pushes")) {
        assertThat(counted(meters, name)).as(name).isZero();
      }
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
