package io.crossim.service.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Pages of the servlet container, as libraries bring them. */
@RestController
final class SamplePages {

  @GetMapping("/pages/large")
  String large() {
    return "x".repeat(3_000_000);
  }

  @PostMapping("/pages/length")
  String length(@RequestBody byte[] body) {
    return body.length + " bytes";
  }

  @GetMapping("/pages/caller")
  String caller(HttpServletRequest request) {
    return request.getHeader("X-Forwarded-For") + " " + request.getHeader("Host");
  }

  @GetMapping("/pages/peer")
  String peer(HttpServletRequest request) {
    return String.join(
        " ",
        request.getRemoteAddr(),
        request.getRemoteHost(),
        request.getScheme(),
        Boolean.toString(request.isSecure()),
        Objects.requireNonNullElse(request.getHeader("cim-relayed"), "none"));
  }

  @GetMapping("/pages/scheme")
  String scheme(HttpServletRequest request) {
    return request.getHeader("X-Forwarded-Proto");
  }

  @GetMapping("/pages/broken")
  String broken() {
    throw new IllegalStateException("a secret of a page");
  }

  @GetMapping("/pages/refused")
  void refused(HttpServletResponse response) throws IOException {
    response.sendError(507, "a secret of a page");
  }
}
