package io.crossim.service.operation;

import io.crossim.common.result.ResultCode;
import io.crossim.service.call.CallAnswer;
import io.crossim.service.call.CallTable;
import io.crossim.service.call.CallTableBuilder;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says on the main HTTP port whether the service is to be given work, and nothing else: load
 * balancers that were set up for v2 ask there.
 */
@RequiredArgsConstructor
final class PlainHealth implements CallTable.Source {

  private final Readiness readiness;
  private final EventLoopMonitor monitor;
  private final JsonMapper json;

  @Override
  public void addTo(CallTableBuilder calls) {
    calls.forWatchers("/actuator/health", request -> CompletableFuture.completedFuture(answer()));
  }

  private CallAnswer answer() {
    boolean up = monitor.isAlive() && readiness.isReady();
    byte[] body = json.writeValueAsBytes(Map.of("status", up ? "UP" : "DOWN"));
    return new CallAnswer(up ? 200 : 503, CallAnswer.JSON, body, ResultCode.SUCCESS);
  }
}
