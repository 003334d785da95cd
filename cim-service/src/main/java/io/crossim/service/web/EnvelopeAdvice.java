package io.crossim.service.web;

import io.crossim.common.result.CimException;
import io.crossim.common.result.Envelope;
import lombok.extern.slf4j.Slf4j;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * What fails in the servlet container, where pages of libraries live, is answered like the calls of
 * CIM: a caller is told what was wrong with his request, the log what went wrong inside.
 */
@Slf4j
@RestControllerAdvice
final class EnvelopeAdvice {

  /** The caller is gone, so there is nobody to answer. */
  @ExceptionHandler(AsyncRequestNotUsableException.class)
  void gone(AsyncRequestNotUsableException e) {
    log.debug("a caller left before its answer: {}", e.getMessage());
  }

  @ExceptionHandler(Exception.class)
  ResponseEntity<Envelope<Void>> other(Exception e, WebRequest request) {
    if (e instanceof ErrorResponse response && response.getStatusCode().is4xxClientError()) {
      return Failure.invalid(response.getStatusCode(), explain(e, request))
          .answer(response.getHeaders(), null);
    }
    log.error("{} failed", request.getDescription(false), e);
    return Failure.internal().answer(HttpHeaders.EMPTY, null);
  }

  private static String explain(Exception e, WebRequest request) {
    if (e instanceof NoResourceFoundException) {
      String path = request.getDescription(false).replaceFirst("^uri=", "");
      return String.valueOf(
          CimException.invalid("path", path, "a call of this service").getMessage());
    }
    return String.valueOf(e.getMessage());
  }
}
