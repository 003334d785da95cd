package io.crossim.service.call;

import io.crossim.service.limits.ClientAddress;
import io.crossim.service.limits.TrustedProxies;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the headers of a request say of proxies on its way. */
public final class Forwarding {

  public static final AsciiString FORWARDED_FOR = AsciiString.cached("x-forwarded-for");
  public static final AsciiString FORWARDED_PROTO = AsciiString.cached("x-forwarded-proto");
  public static final AsciiString FORWARDED_PORT = AsciiString.cached("x-forwarded-port");
  private static final AsciiString FORWARDED = AsciiString.cached("forwarded");

  /** Each proxy writes some of these; those beside a process in a service mesh only the scheme. */
  private static final List<AsciiString> ALL =
      List.of(
          FORWARDED_FOR,
          FORWARDED_PROTO,
          AsciiString.cached("x-forwarded-host"),
          AsciiString.cached("x-real-ip"),
          FORWARDED,
          AsciiString.cached("via"));

  /** The parameter that names a node (RFC 7239, section 4): a token or a quoted string. */
  private static final Pattern NODE =
      Pattern.compile(
          "\\s*for\\s*=\\s*(?:\"([^\"]*)\"|([^;\"\\s]*))\\s*", Pattern.CASE_INSENSITIVE);

  /** Say nothing of whom a request comes from, but would be believed by a servlet container. */
  private static final List<AsciiString> DETAILS =
      List.of(
          FORWARDED_PORT,
          AsciiString.cached("x-forwarded-prefix"),
          AsciiString.cached("x-forwarded-ssl"));

  private Forwarding() {}

  /** Whether any of them says that there was one. */
  static boolean isForwarded(HttpHeaders headers) {
    for (AsciiString header : ALL) {
      if (headers.contains(header)) {
        return true;
      }
    }
    return false;
  }

  /** Takes away what earlier hops have said. */
  public static void removeFrom(HttpHeaders headers) {
    ALL.forEach(headers::remove);
    DETAILS.forEach(headers::remove);
  }

  /**
   * Whom a request comes from: the other end of its connection, or whom trusted proxies name.
   * {@code Forwarded} counts where there is no {@code X-Forwarded-For}.
   */
  public static ClientAddress caller(
      HttpHeaders headers, ClientAddress remote, TrustedProxies proxies) {
    if (!isForwarded(headers)) {
      return remote;
    }
    List<String> hops = proxies.contains(remote.address()) ? hops(headers) : List.of();
    return proxies.client(remote, hops, /* forwarded= */ true);
  }

  private static List<String> hops(HttpHeaders headers) {
    return headers.contains(FORWARDED_FOR)
        ? headers.getAll(FORWARDED_FOR)
        : nodes(String.join(",", headers.getAll(FORWARDED)));
  }

  /** Read from the end: a quote that somebody left open before does not reach a later hop. */
  private static List<String> nodes(String forwarded) {
    Deque<String> nodes = new ArrayDeque<>();
    boolean isQuoted = false;
    int end = forwarded.length();
    for (int i = end - 1; i >= 0; i--) {
      char next = forwarded.charAt(i);
      if (isQuote(forwarded, i)) {
        isQuoted = !isQuoted;
      } else if (next == ',' && !isQuoted) {
        nodes.addFirst(node(forwarded.substring(i + 1, end)));
        end = i;
      }
    }
    nodes.addFirst(node(forwarded.substring(0, end)));
    return List.copyOf(nodes);
  }

  /** The node that a hop names; empty when it names none, or is not well formed. */
  private static String node(String hop) {
    String node = "";
    boolean isQuoted = false;
    int start = 0;
    for (int i = 0; i < hop.length(); i++) {
      if (isQuote(hop, i)) {
        isQuoted = !isQuoted;
      } else if (hop.charAt(i) == ';' && !isQuoted) {
        node = nodeOr(hop.substring(start, i), node);
        start = i + 1;
      }
    }
    return isQuoted ? "" : nodeOr(hop.substring(start), node);
  }

  private static String nodeOr(String parameter, String other) {
    Matcher node = NODE.matcher(parameter);
    if (!node.matches()) {
      return other;
    }
    String quoted = node.group(1);
    return quoted == null ? node.group(2) : quoted;
  }

  /** Whether a quoted string begins or ends there; a quote behind a backslash is a part of one. */
  private static boolean isQuote(String text, int at) {
    int backslashes = 0;
    while (at > backslashes && text.charAt(at - backslashes - 1) == '\\') {
      backslashes++;
    }
    return text.charAt(at) == '"' && backslashes % 2 == 0;
  }
}
