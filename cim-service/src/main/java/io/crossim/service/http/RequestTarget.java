package io.crossim.service.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a request line that says what is asked for (RFC 9112, section 3.2). */
final class RequestTarget {

  private static final Pattern ABSOLUTE =
      Pattern.compile("https?://([^/?#@\\s]+)([/?].*)?", Pattern.CASE_INSENSITIVE);

  private RequestTarget() {}

  /** Whether it is a path, or the whole service ({@code *}), when it is {@link #normalize}d. */
  static boolean isServed(String uri) {
    return uri.startsWith("/") || uri.equals("*");
  }

  /**
   * Writes a target with scheme and host ({@code http://host/path}), as clients send it to proxies,
   * like any other: its path alone, and its host in the header {@code Host}, whatever stood there.
   */
  static void normalize(HttpRequest head) {
    String uri = head.uri();
    if (uri.startsWith("/")) {
      return;
    }
    Matcher absolute = ABSOLUTE.matcher(uri);
    if (absolute.matches()) {
      String rest = absolute.group(2);
      head.setUri(rest == null ? "/" : rest.startsWith("?") ? "/" + rest : rest);
      head.headers().set(HttpHeaderNames.HOST, absolute.group(1));
    }
  }
}
