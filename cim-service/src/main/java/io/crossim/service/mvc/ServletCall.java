package io.crossim.service.mvc;

import io.crossim.service.call.CallRequest;
import io.crossim.service.call.CallTable;
import io.crossim.service.call.Forwarding;
import io.crossim.service.http.RelayedCaller;
import io.crossim.service.limits.ClientAddress;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A call that came through the servlet container, as the front knows calls. */
record ServletCall(CallTable.Entry entry, HttpRequest head, ClientAddress caller) {

  private static final String ATTRIBUTE = ServletCall.class.getName();

  /** The call that a request is for; null for any other request. */
  static @Nullable ServletCall find(CallTable calls, HttpServletRequest request) {
    CallTable.Entry entry = calls.find(request.getRequestURI());
    return entry == null ? null : new ServletCall(entry, head(request), RelayedCaller.of(request));
  }

  /** The call of a request that {@link CallFilter} has let pass; null for any other request. */
  static @Nullable ServletCall of(ServletRequest request) {
    return (ServletCall) request.getAttribute(ATTRIBUTE);
  }

  /** Whether it was found for the path of a controller's method. */
  boolean isFor(@Nullable Object path) {
    return head.uri().equals(path) || head.uri().startsWith(path + "?");
  }

  void attachTo(ServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  private static HttpRequest head(HttpServletRequest request) {
    String query = request.getQueryString();
    HttpRequest head =
        new DefaultHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.valueOf(request.getMethod()),
            query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query);
    for (String name : Collections.list(request.getHeaderNames())) {
      head.headers().add(name, Collections.list(request.getHeaders(name)));
    }
    if (RelayedCaller.isTold(request)) {
      Forwarding.removeFrom(head.headers()); // what they say has come to that already
    }
    return head;
  }

  /** The request as the controllers take it. */
  CallRequest request(HttpServletRequest request, byte[] body) {
    InetSocketAddress local =
        InetSocketAddress.createUnresolved(
            Objects.requireNonNullElse(request.getLocalAddr(), "127.0.0.1"),
            request.getLocalPort());
    return new CallRequest(head, local, caller, body);
  }
}
