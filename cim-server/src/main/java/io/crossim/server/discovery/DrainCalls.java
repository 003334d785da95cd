package io.crossim.server.discovery;

import io.crossim.common.result.Envelope;
import io.crossim.common.result.ResultCode;
import io.crossim.service.call.CallAnswer;
import io.crossim.service.call.CallTable;
import io.crossim.service.operation.ManagementCalls;
import io.crossim.service.operation.OperationThread;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /actuator/drain}: POST takes the server out of service, DELETE puts it back, and each of
 * them, as GET, answers how far it is.
 */
@RequiredArgsConstructor
public final class DrainCalls implements ManagementCalls, AutoCloseable {

  private static final int CONFLICT = 409;

  private final Drain drain;
  private final JsonMapper json;

  /** Runs the calls that only look, which go through all connections. */
  private final OperationThread looks;

  /** Waits for discovery, and nobody who looks waits with it. */
  private final OperationThread changes = new OperationThread("drain");

  @Override
  public void addTo(CallTable.Builder calls) {
    calls.forOperators(
        "/actuator/drain", Set.of("GET", "POST", "DELETE"), request -> answer(request.method()));
  }

  CompletableFuture<CallAnswer> answer(String method) {
    return switch (method) {
      case "POST" -> changes.answer(() -> drain.begin() ? status() : refusal());
      case "DELETE" ->
          changes.answer(
              () -> {
                drain.end();
                return status();
              });
      default -> looks.answer(this::status);
    };
  }

  private CallAnswer status() {
    return answer(200, drain.status(), ResultCode.SUCCESS);
  }

  private CallAnswer refusal() {
    String why = "this server is still starting; drain it when it is in discovery";
    ResultCode code = ResultCode.INVALID_ARGUMENT;
    return answer(CONFLICT, Envelope.failure(code, why, null), code);
  }

  private CallAnswer answer(int status, Object body, ResultCode code) {
    return new CallAnswer(status, CallAnswer.JSON, json.writeValueAsBytes(body), code);
  }

  @Override
  public void close() {
    changes.close();
  }
}
