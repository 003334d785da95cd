package io.crossim.service.web;

import io.crossim.common.result.CimException;
import io.crossim.common.result.Envelope;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import java.util.Collection;
import java.util.stream.Collectors;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * The one place that maps what a controller throws to an answer. A caller is told what was wrong
 * with his request; what went wrong inside is told to the log, once.
 */
@Slf4j
@RestControllerAdvice
final class EnvelopeAdvice {

  @ExceptionHandler(CimException.class)
  ResponseEntity<Envelope<Void>> refused(CimException e, WebRequest request) {
    // Whoever keeps the line to what is away says so; a line per request would drown it.
    if (e.code() == ResultCode.FAILURE && !(e instanceof UnavailableException)) {
      log.warn("{} failed: {}", request.getDescription(false), e.getMessage());
    }
    return answer(Failure.of(e), request);
  }

  @ExceptionHandler(NotStoredException.class)
  ResponseEntity<Envelope<Void>> notStored(NotStoredException e, WebRequest request) {
    return answer(Failure.of(e), request);
  }

  @ExceptionHandler(HttpMessageNotReadableException.class)
  ResponseEntity<Envelope<Void>> unreadable(HttpMessageNotReadableException e, WebRequest request) {
    return answer(Failure.of(UnreadableBody.explain(e, RememberedBody.of(request))), request);
  }

  @ExceptionHandler(MethodArgumentTypeMismatchException.class)
  ResponseEntity<Envelope<Void>> mistyped(
      MethodArgumentTypeMismatchException e, WebRequest request) {
    return answer(
        Failure.of(
            CimException.invalid(e.getName(), e.getValue(), Expected.of(e.getRequiredType()))),
        request);
  }

  @ExceptionHandler(MissingServletRequestParameterException.class)
  ResponseEntity<Envelope<Void>> missing(
      MissingServletRequestParameterException e, WebRequest request) {
    return answer(
        Failure.of(CimException.invalid(e.getParameterName(), "nothing", "a value")), request);
  }

  /** The caller is gone, so there is nobody to answer. */
  @ExceptionHandler(AsyncRequestNotUsableException.class)
  void gone(AsyncRequestNotUsableException e) {
    log.debug("a caller left before its answer: {}", e.getMessage());
  }

  @ExceptionHandler(Exception.class)
  ResponseEntity<Envelope<Void>> other(Exception e, WebRequest request) {
    if (e instanceof ErrorResponse response && response.getStatusCode().is4xxClientError()) {
      return Failure.invalid(response.getStatusCode(), explain(e, request))
          .answer(response.getHeaders(), RememberedBody.of(request).reqNo());
    }
    log.error("{} failed", request.getDescription(false), e);
    return answer(Failure.internal(HttpStatus.INTERNAL_SERVER_ERROR), request);
  }

  private static String explain(Exception e, WebRequest request) {
    if (e instanceof HttpRequestMethodNotSupportedException method) {
      return sentence("method", method.getMethod(), method.getSupportedHttpMethods());
    }
    if (e instanceof HttpMediaTypeNotSupportedException type) {
      return sentence("Content-Type", type.getContentType(), type.getSupportedMediaTypes());
    }
    if (e instanceof NoResourceFoundException) {
      return sentence("path", request.getDescription(false).replaceFirst("^uri=", ""), null);
    }
    return String.valueOf(e.getMessage());
  }

  private static String sentence(
      String what, @Nullable Object found, @Nullable Collection<?> supported) {
    String expected =
        supported == null || supported.isEmpty()
            ? "a call of this service"
            : supported.stream().map(String::valueOf).sorted().collect(Collectors.joining(" or "));
    return String.valueOf(
        CimException.invalid(what, found == null ? "nothing" : found, expected).getMessage());
  }

  private static ResponseEntity<Envelope<Void>> answer(Failure failure, WebRequest request) {
    return failure.answer(HttpHeaders.EMPTY, RememberedBody.of(request).reqNo());
  }
}
