package io.crossim.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.springframework.core.env.Environment;

/** What a newcomer can do with a node that has just started, a sentence each. */
final class NextSteps {

  private static final int USUAL_PORT = 8083;

  private static final long LOOK_EVERY_MS = 20;

  private NextSteps() {}

  /** Runs a task on a thread of the timer, as soon as something is so; never, if the timer ends. */
  static void onceReady(BooleanSupplier ready, ScheduledExecutorService timer, Runnable task) {
    if (timer.isShutdown()) {
      return;
    }
    var unused =
        timer.schedule(
            () -> {
              if (ready.getAsBoolean()) {
                task.run();
              } else {
                onceReady(ready, timer, task);
              }
            },
            LOOK_EVERY_MS,
            TimeUnit.MILLISECONDS);
  }

  /**
   * The sentences, with addresses of this machine.
   *
   * @param managementPort -1 where there is none
   */
  static List<String> after(int httpPort, int managementPort, Environment environment) {
    boolean encrypted = !environment.getProperty("cim.tls.certificate", "").isBlank();
    boolean secure = environment.getProperty("cim.security.accounts", "open").equals("password");
    String url = (encrypted ? "https" : "http") + "://127.0.0.1:" + httpPort + "/";
    List<String> steps = new ArrayList<>();
    steps.add(
        "chat:    ./cim chat NAME"
            + (httpPort == USUAL_PORT ? "" : " --route " + url)
            + (encrypted ? " --tls" : "")
            + (secure ? " --password" : "")
            + " (in another terminal)");
    if (environment.getProperty("cim.web.enabled", Boolean.class, true)) {
      steps.add("browser: " + url);
    }
    steps.add("calls:   " + url + "swagger-ui.html");
    if (managementPort > 0) {
      String actuator =
          (encrypted ? "https" : "http") + "://127.0.0.1:" + managementPort + "/actuator/";
      steps.add("health:  " + actuator + "health");
      steps.add("metrics: " + actuator + "prometheus");
    }
    steps.add(
        "data:    "
            + Path.of(environment.getProperty("cim.data.directory", "data")).toAbsolutePath());
    steps.add("stop:    Ctrl-C");
    return steps;
  }
}
