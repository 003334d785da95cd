package io.crossim.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;

/** What a newcomer can do with a node that has just started, a sentence each. */
final class NextSteps {

  private static final int USUAL_PORT = 8083;

  private NextSteps() {}

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
