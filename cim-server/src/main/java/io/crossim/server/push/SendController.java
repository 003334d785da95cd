package io.crossim.server.push;

import io.crossim.common.result.Envelope;
import io.crossim.common.result.ResultCode;
import io.crossim.server.api.SendReply;
import io.crossim.server.api.SendRequest;
import io.crossim.server.api.ServerPaths;
import io.crossim.service.web.Checks;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code /sendMsg}, for scripts: a live message to one user of this server. */
@RestController
@RequiredArgsConstructor
public class SendController {

  private final LocalGateway gateway;

  /** Nobody here to take it is an answer, not an error: the code says so under HTTP 200. */
  @PostMapping(ServerPaths.SEND)
  Envelope<?> send(@RequestBody @Nullable SendRequest body) {
    SendRequest request = Checks.body(body);
    return gateway.send(request)
        ? Envelope.success(request.reqNo(), SendReply.OK)
        : Envelope.failure(
            ResultCode.RECEIVER_OFFLINE, ResultCode.RECEIVER_OFFLINE.text(), request.reqNo());
  }
}
