package io.crossim.service.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.ForwardedHeaderUtils;

/** Pages of the servlet container, as libraries bring them. */
@RestController
final class SamplePages {

  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger brokenOff = new AtomicInteger();
  private final AtomicInteger whole = new AtomicInteger();

  @GetMapping("/pages/large")
  String large() {
    return "x".repeat(3_000_000);
  }

  @PostMapping("/pages/length")
  String length(@RequestBody byte[] body) {
    return body.length + " bytes";
  }

  /** Takes a body piece by piece. */
  @PostMapping("/pages/upload")
  String upload(HttpServletRequest request) throws IOException {
    begun.incrementAndGet();
    try {
      byte[] body = request.getInputStream().readAllBytes();
      whole.incrementAndGet();
      return body.length + " bytes";
    } catch (IOException e) {
      brokenOff.incrementAndGet();
      throw e;
    }
  }

  int begun() {
    return begun.get();
  }

  int brokenOff() {
    return brokenOff.get();
  }

  /** How many were there in full. */
  int uploads() {
    return whole.get();
  }

  @GetMapping("/pages/host")
  String host(HttpServletRequest request) {
    return String.join(
        " ",
        request.getHeader("Host"),
        request.getServerName(),
        Integer.toString(request.getServerPort()),
        request.getRequestURL());
  }

  /** Absolute, as libraries make it. */
  @GetMapping("/pages/link")
  String link(HttpServletRequest request) {
    ServletServerHttpRequest http = new ServletServerHttpRequest(request);
    return ForwardedHeaderUtils.adaptFromForwardedHeaders(http.getURI(), http.getHeaders())
        .toUriString();
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
