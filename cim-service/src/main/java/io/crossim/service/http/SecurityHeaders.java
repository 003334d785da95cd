package io.crossim.service.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;

/** What a browser is told about every answer: to take it as it is called, and to keep no copy. */
final class SecurityHeaders {

  private static final AsciiString CONTENT_TYPE_OPTIONS =
      AsciiString.cached("x-content-type-options");
  private static final AsciiString NOSNIFF = AsciiString.cached("nosniff");

  private SecurityHeaders() {}

  /** A page that says itself how long it may be kept has its way. */
  static void addTo(HttpHeaders headers) {
    headers.set(CONTENT_TYPE_OPTIONS, NOSNIFF);
    if (!headers.contains(HttpHeaderNames.CACHE_CONTROL)) {
      headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    }
  }
}
