package io.crossim.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class NextStepsTest {

  @Test
  void tellsWhereEverythingIs() {
    MockEnvironment environment = new MockEnvironment();

    assertThat(NextSteps.after(8083, 9083, environment))
        .containsExactly(
            "chat:    ./cim chat NAME (in another terminal)",
            "calls:   http://127.0.0.1:8083/swagger-ui.html",
            "health:  http://127.0.0.1:9083/actuator/health",
            "metrics: http://127.0.0.1:9083/actuator/prometheus",
            "data:    " + Path.of("data").toAbsolutePath(),
            "stop:    Ctrl-C");
  }

  @Test
  void tellsTheOptionsThatAConsoleNeeds() {
    MockEnvironment environment =
        new MockEnvironment()
            .withProperty("cim.tls.certificate", "server.pem")
            .withProperty("cim.security.accounts", "password");

    assertThat(NextSteps.after(18083, -1, environment))
        .startsWith(
            "chat:    ./cim chat NAME --route https://127.0.0.1:18083/ --tls --password (in another"
                + " terminal)")
        .noneMatch(step -> step.startsWith("health"));
  }
}
