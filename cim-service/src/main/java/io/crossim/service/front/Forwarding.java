package io.crossim.service.front;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;

/** What the headers of a request say of proxies on its way. */
final class Forwarding {

  private static final AsciiString FORWARDED_FOR = AsciiString.cached("x-forwarded-for");

  /** Each proxy writes some of these; those beside a process in a service mesh only the scheme. */
  private static final List<AsciiString> ALL =
      List.of(
          FORWARDED_FOR,
          AsciiString.cached("x-forwarded-proto"),
          AsciiString.cached("x-forwarded-host"),
          AsciiString.cached("x-real-ip"),
          AsciiString.cached("forwarded"),
          AsciiString.cached("via"));

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

  /** All values of {@code X-Forwarded-For}, in their order. */
  static List<String> callers(HttpHeaders headers) {
    return headers.getAll(FORWARDED_FOR);
  }
}
