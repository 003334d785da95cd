package io.crossim.service.mvc;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.Envelope;
import io.crossim.common.result.ResultCode;
import io.crossim.service.call.CallAnswer;
import io.crossim.service.call.Failures;
import io.crossim.service.web.UnreadableBody;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import tools.jackson.core.JacksonException;

/** Answers what the calls of CIM fail with, as the front does, and counts their answers. */
@Slf4j
@Hidden // on the OpenAPI page: its answers stand at each call
@RestControllerAdvice(annotations = CimController.class)
@RequiredArgsConstructor
final class CallAdvice implements ResponseBodyAdvice<Envelope<?>> {

  private static final byte[] NO_BODY = new byte[0];

  private final Failures failures;

  /** The caller is gone, so there is nobody to answer. */
  @ExceptionHandler(AsyncRequestNotUsableException.class)
  void gone(AsyncRequestNotUsableException e) {
    log.debug("a caller left before its answer: {}", e.getMessage());
  }

  @ExceptionHandler(Exception.class)
  ResponseEntity<byte[]> failed(Exception e, HttpServletRequest request) throws Exception {
    ServletCall call = ServletCall.of(request);
    if (call == null) {
      throw e; // answered like any other path that is not there
    }
    byte[] body = request instanceof CallServletRequest read ? read.body() : NO_BODY;
    CallAnswer answer = failures.answer(call.request(request, body), cause(e, body));
    call.entry().answers().count(answer.code());
    return ResponseEntity.status(answer.status())
        .contentType(MediaType.APPLICATION_JSON)
        .body(answer.body());
  }

  private static Throwable cause(Exception e, byte[] body) {
    if (!(e instanceof HttpMessageNotReadableException)) {
      return Await.cause(e);
    }
    return e.getCause() instanceof JacksonException json
        ? UnreadableBody.explain(json, body)
        : CimException.invalid("body", "nothing", "a JSON object");
  }

  @Override
  public boolean supports(
      MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  @Override
  public @Nullable Envelope<?> beforeBodyWrite(
      @Nullable Envelope<?> body,
      MethodParameter returned,
      MediaType type,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    if (body != null && request instanceof ServletServerHttpRequest http) {
      ServletCall call = ServletCall.of(http.getServletRequest());
      if (call != null) {
        call.entry().answers().count(ResultCode.of(body.code()));
      }
    }
    return body;
  }
}
