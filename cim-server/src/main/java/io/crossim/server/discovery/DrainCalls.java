package io.crossim.server.discovery;

import io.crossim.common.result.ResultCode;
import io.crossim.service.front.CallAnswer;
import io.crossim.service.front.CallTable;
import io.crossim.service.operation.ManagementCalls;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /actuator/drain}: POST takes the server out of service, DELETE puts it back, and each of
 * them, as GET, answers how far it is.
 */
@RequiredArgsConstructor
public final class DrainCalls implements ManagementCalls {

  private final Drain drain;
  private final JsonMapper json;

  /** Not on an event loop: to leave discovery waits for it. */
  @Override
  public void addTo(CallTable.Builder calls) {
    calls.forOperators(
        "/actuator/drain",
        Set.of("GET", "POST", "DELETE"),
        request -> CompletableFuture.supplyAsync(() -> answer(request.method())));
  }

  private CallAnswer answer(String method) {
    switch (method) {
      case "POST" -> drain.begin();
      case "DELETE" -> drain.end();
      default -> {
        // only asks
      }
    }
    return new CallAnswer(
        200, CallAnswer.JSON, json.writeValueAsBytes(drain.status()), ResultCode.SUCCESS);
  }
}
