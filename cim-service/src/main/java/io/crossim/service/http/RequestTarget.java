package io.crossim.service.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a request line that says what is asked for (RFC 9112, section 3.2). */
final class RequestTarget {

  private static final Pattern ABSOLUTE =
      Pattern.compile("https?://([^/?#@\\s]+)([/?].*)?", Pattern.CASE_INSENSITIVE);

  /** The first character behind those of ASCII that can be seen. */
  private static final char DELETE = '\u007f';

  private RequestTarget() {}

  /** Whether it is a path, or the whole service ({@code *}), when it is {@link #normalize}d. */
  static boolean isServed(String uri) {
    return uri.startsWith("/") || uri.equals("*");
  }

  /** Whether all of its characters are such that a URL has unencoded, or that clients leave so. */
  static boolean isEncoded(String uri) {
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c <= ' ' || c >= DELETE || c == '#') {
        return false;
      }
    }
    return true;
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
