package io.crossim.service.web;

import io.crossim.common.result.Envelope;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What fails outside the controllers (a filter, the container) is answered like the rest. */
@RestController
final class EnvelopeErrorController implements ErrorController {

  @RequestMapping("${spring.web.error.path:/error}")
  ResponseEntity<Envelope<Void>> error(HttpServletRequest request) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatus known =
        status instanceof Integer code ? HttpStatus.resolve(code) : HttpStatus.NOT_FOUND;
    return Failure.outside(known).answer(HttpHeaders.EMPTY, null);
  }
}
