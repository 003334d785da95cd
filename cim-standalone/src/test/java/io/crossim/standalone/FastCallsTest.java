package io.crossim.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.service.start.ServiceRunner;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** CIM as it is packaged has nothing that would have to see its fast calls. */
@ExtendWith(OutputCaptureExtension.class)
class FastCallsTest {

  @TempDir private Path directory;

  @Test
  void noLibraryCountsAsAFilterOfTheApplication(CapturedOutput output) {
    try (ConfigurableApplicationContext context =
        ServiceRunner.application(CimApplication.class, CimApplication.DEFAULTS)
            .run(
                "--server.port=0",
                "--cim.server.port=0",
                "--cim.standalone.send-port=-1",
                "--cim.management.port=-1",
                "--cim.warmup.enabled=false",
                "--cim.data.directory=" + directory)) {
      assertThat(context.isRunning()).isTrue();
      assertThat(output).doesNotContain("go through Spring MVC");
    }
  }
}
