package io.crossim.service.operation;

import io.crossim.service.call.CallAnswer;
import io.crossim.service.call.CallRequest;
import io.crossim.service.call.CallTable;
import io.crossim.service.credential.ClusterCredential;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * Health in the words of Spring's actuator: 200 and UP, or 503. What it consists of is told to
 * services of the cluster and on this machine.
 */
@RequiredArgsConstructor
final class HealthCalls implements ManagementCalls {

  private static final String UP = "UP";
  private static final String DOWN = "DOWN";
  private static final String OUT_OF_SERVICE = "OUT_OF_SERVICE";

  private final Readiness readiness;
  private final EventLoopMonitor monitor;
  private final ClusterCredential credential;
  private final JsonMapper json;

  @Override
  public void addTo(CallTable.Builder calls) {
    calls
        .forWatchers("/actuator/health", request -> done(all(request)))
        .forWatchers("/actuator/health/liveness", request -> done(liveness(request)))
        .forWatchers("/actuator/health/readiness", request -> done(readiness(request)));
  }

  private static CompletableFuture<CallAnswer> done(CallAnswer answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private CallAnswer all(CallRequest request) {
    Map<String, Boolean> parts = new LinkedHashMap<>(readiness.parts());
    parts.put("loops", monitor.isAlive());
    String status = !monitor.isAlive() ? DOWN : readiness.isReady() ? UP : OUT_OF_SERVICE;
    return answer(request, status, parts);
  }

  private CallAnswer liveness(CallRequest request) {
    boolean alive = monitor.isAlive();
    return answer(request, alive ? UP : DOWN, Map.of("loops", alive));
  }

  private CallAnswer readiness(CallRequest request) {
    return answer(request, readiness.isReady() ? UP : OUT_OF_SERVICE, readiness.parts());
  }

  private CallAnswer answer(CallRequest request, String status, Map<String, Boolean> parts) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", status);
    if (request.isLocal() || credential.proves(request.header("Authorization"))) {
      Map<String, Object> components = new LinkedHashMap<>();
      parts.forEach((name, up) -> components.put(name, component(name, up)));
      body.put("components", components);
    }
    return Plain.json(json, status.equals(UP) ? 200 : 503, body);
  }

  private Map<String, Object> component(String name, boolean up) {
    String reason = up ? "" : readiness.reason(name);
    return reason.isEmpty()
        ? Map.of("status", up ? UP : DOWN)
        : Map.of("status", DOWN, "details", Map.of("error", reason));
  }
}
