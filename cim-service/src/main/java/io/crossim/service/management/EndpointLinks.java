package io.crossim.service.management;

import io.crossim.common.result.ResultCode;
import io.crossim.service.call.Call;
import io.crossim.service.call.CallAnswer;
import io.crossim.service.call.CallRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.actuate.endpoint.web.EndpointLinksResolver;
import tools.jackson.databind.json.JsonMapper;

/** Answers the list of the endpoints, with their addresses. */
@RequiredArgsConstructor
final class EndpointLinks implements Call {

  private final EndpointLinksResolver links;
  private final JsonMapper json;

  @Override
  public CompletableFuture<CallAnswer> answer(CallRequest request) {
    String host = request.header("Host");
    String scheme = request.isEncrypted() ? "https://" : "http://";
    String base = host == null || host.isEmpty() ? "" : scheme + host;
    byte[] body =
        json.writeValueAsBytes(Map.of("_links", links.resolveLinks(base + request.path())));
    return CompletableFuture.completedFuture(
        new CallAnswer(200, CallAnswer.JSON, body, ResultCode.SUCCESS));
  }
}
