package io.crossim.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class NextStepsTest {

  @Test
  void tellsWhereEverythingIs() {
    MockEnvironment environment = new MockEnvironment();

    assertThat(NextSteps.after(8083, 9083, environment))
        .containsExactly(
            "chat:    ./cim chat NAME (in another terminal)",
            "browser: http://127.0.0.1:8083/",
            "calls:   http://127.0.0.1:8083/swagger-ui.html",
            "health:  http://127.0.0.1:9083/actuator/health",
            "metrics: http://127.0.0.1:9083/actuator/prometheus",
            "data:    " + Path.of("data").toAbsolutePath(),
            "stop:    Ctrl-C");
  }

  @Test
  void namesNoPageThatIsNotServed() {
    MockEnvironment environment = new MockEnvironment().withProperty("cim.web.enabled", "false");
    assertThat(NextSteps.after(8083, 9083, environment))
        .noneMatch(step -> step.startsWith("browser"));
  }

  @Test
  void waitUntilTheNodeIsReady() throws Exception {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try {
      AtomicInteger looks = new AtomicInteger();
      CompletableFuture<Integer> done = new CompletableFuture<>();
      NextSteps.onceReady(
          () -> looks.incrementAndGet() == 3, timer, () -> done.complete(looks.get()));
      assertThat(done.get(20, TimeUnit.SECONDS)).isEqualTo(3);
    } finally {
      timer.shutdownNow();
    }
    assertThatCode(() -> NextSteps.onceReady(() -> true, timer, () -> {}))
        .doesNotThrowAnyException();
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
