package io.crossim.service.web;

import io.crossim.common.result.CimException;
import io.crossim.common.result.Envelope;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Answers a path that nobody has with an envelope, unless the application does it otherwise. */
@Order(Ordered.LOWEST_PRECEDENCE)
@Hidden // on the OpenAPI page
@RestControllerAdvice
final class UnknownPathAdvice {

  @ExceptionHandler(NoResourceFoundException.class)
  ResponseEntity<Envelope<Void>> unknown(HttpServletRequest request) {
    CimException unknown =
        CimException.invalid("path", request.getRequestURI(), "a call of this service");
    return Failure.invalid(HttpStatus.NOT_FOUND, String.valueOf(unknown.getMessage()))
        .answer(HttpHeaders.EMPTY, null);
  }
}
