package io.crossim.service.operation;

import io.crossim.service.call.CallTable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/** Which service this is, of which version, on which Java. */
@RequiredArgsConstructor
final class InfoCalls implements ManagementCalls {

  private final String name;
  private final JsonMapper json;

  @Override
  public void addTo(CallTable.Builder calls) {
    String version =
        Optional.ofNullable(InfoCalls.class.getPackage().getImplementationVersion())
            .orElse("unknown");
    Map<String, Object> info =
        Map.of(
            "app", Map.of("name", name, "version", version),
            "java", Map.of("version", Runtime.version().toString()));
    calls.forWatchers(
        "/actuator/info",
        request -> CompletableFuture.completedFuture(Plain.json(json, 200, info)));
  }
}
