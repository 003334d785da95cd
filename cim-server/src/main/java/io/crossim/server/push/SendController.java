package io.crossim.server.push;

import io.crossim.common.result.Envelope;
import io.crossim.common.result.ResultCode;
import io.crossim.server.api.SendReply;
import io.crossim.server.api.SendRequest;
import io.crossim.server.api.ServerPaths;
import io.crossim.service.call.CallRequest;
import io.crossim.service.mvc.CallExample;
import io.crossim.service.mvc.CimController;
import io.crossim.service.mvc.MembersOnly;
import io.swagger.v3.oas.annotations.Operation;
import java.util.concurrent.CompletionStage;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** The call of scripts: {@code /sendMsg}. */
@CimController
@RequiredArgsConstructor
public final class SendController {

  private final LocalGateway gateway;

  /** Nobody here to take it is an answer, not an error: the code says so under HTTP 200. */
  @MembersOnly(orLocalScripts = true)
  @PostMapping(ServerPaths.SEND)
  @Operation(summary = "Send a live message to the connections of one user on this server")
  @CallExample(
      value = "{\"userId\":1793491200002,\"msg\":\"maintenance at noon\"}",
      required = "userId")
  public CompletionStage<Envelope<SendReply>> send(
      @RequestBody SendRequest body, CallRequest http) {
    return gateway
        .send(body)
        .thenApply(
            taken ->
                taken
                    ? Envelope.success(body.reqNo(), SendReply.OK)
                    : new Envelope<>(
                        ResultCode.RECEIVER_OFFLINE.code(),
                        ResultCode.RECEIVER_OFFLINE.text(),
                        body.reqNo(),
                        null));
  }
}
