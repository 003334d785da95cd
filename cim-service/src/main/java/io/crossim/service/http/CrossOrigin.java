package io.crossim.service.http;

import io.crossim.service.call.CallTable;
import io.crossim.service.call.WebOrigins;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * Tells browsers which calls pages of other sites may make (CORS). Cookies are not let through:
 * callers show what they have in the headers.
 */
final class CrossOrigin {

  private static final AsciiString HEADERS =
      AsciiString.cached("authorization, content-type, cim-proto, traceparent");

  private static final int TWO_HOURS = 7_200;

  private CrossOrigin() {}

  /**
   * The origin of the page that makes a call, where it may.
   *
   * @param origins null where no page of another site may make any
   * @return null for no page, for one that may not, and for a call that is not for pages
   */
  static @Nullable String admitted(
      CallTable.Entry called, HttpRequest head, @Nullable WebOrigins origins) {
    return origins != null && called.isForPages() && origins.admits(head.headers())
        ? head.headers().get(HttpHeaderNames.ORIGIN)
        : null;
  }

  /** Whether a browser asks by this whether a page may make a call. */
  static boolean isPreflight(HttpRequest head) {
    return HttpMethod.OPTIONS.equals(head.method())
        && head.headers().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
  }

  /** Says yes to it. */
  static FullHttpResponse preflight(CallTable.Entry called) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT, Unpooled.EMPTY_BUFFER);
    response
        .headers()
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, String.join(", ", called.methods()))
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS)
        .setInt(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, TWO_HOURS);
    return response;
  }

  /** Lets the page read an answer. What an application has said by itself stays. */
  static void addTo(HttpHeaders answer, @Nullable String origin) {
    if (origin != null && !answer.contains(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN)) {
      answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
      answer.add(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
    }
  }
}
