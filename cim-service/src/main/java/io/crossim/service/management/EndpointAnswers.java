package io.crossim.service.management;

import io.crossim.common.result.ResultCode;
import io.crossim.service.call.CallAnswer;
import io.crossim.service.call.StreamedBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.util.MimeType;
import tools.jackson.databind.json.JsonMapper;

/** Makes the answer of a request from what an operation returned. */
@RequiredArgsConstructor
final class EndpointAnswers {

  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;

  private final JsonMapper json;

  /**
   * @param produced the type of what was returned, where that does not say it itself
   * @param thread reads what is too large to be held
   */
  CallAnswer of(@Nullable Object result, String method, MediaType produced, Executor thread) {
    if (result == null) {
      return empty(method.equals("GET") ? NOT_FOUND : NO_CONTENT, produced);
    }
    if (!(result instanceof WebEndpointResponse<?> response)) {
      return answer(OK, produced, result, thread);
    }
    MimeType own = response.getContentType();
    MediaType type = own == null ? produced : new MediaType(own);
    return response.getBody() == null
        ? empty(response.getStatus(), type)
        : answer(response.getStatus(), type, response.getBody(), thread);
  }

  private static CallAnswer empty(int status, MediaType type) {
    return answer(status, type, new byte[0]);
  }

  private static CallAnswer answer(int status, MediaType type, byte[] body) {
    return new CallAnswer(status, type.toString(), body, ResultCode.SUCCESS);
  }

  private CallAnswer answer(int status, MediaType type, Object body, Executor thread) {
    if (body instanceof Resource resource) {
      try {
        return CallAnswer.streamed(
            status, type.toString(), new StreamedBody(resource.getInputStream(), thread));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (body instanceof byte[] bytes) {
      return answer(status, type, bytes);
    }
    if (body instanceof CharSequence text && !isJson(type)) {
      return answer(status, type, text.toString().getBytes(StandardCharsets.UTF_8));
    }
    return answer(status, type, json.writeValueAsBytes(body));
  }

  private static boolean isJson(MediaType type) {
    return type.getSubtype().equals("json") || type.getSubtype().endsWith("+json");
  }
}
