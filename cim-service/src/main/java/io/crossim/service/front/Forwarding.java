package io.crossim.service.front;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;

/** What the headers of a request say of proxies on its way. */
final class Forwarding {

  private static final AsciiString FORWARDED_FOR = AsciiString.cached("x-forwarded-for");
  private static final AsciiString FORWARDED = AsciiString.cached("forwarded");
  private static final AsciiString VIA = AsciiString.cached("via");

  private Forwarding() {}

  /** Whether any of them says that there was one. */
  static boolean isForwarded(HttpHeaders headers) {
    return headers.contains(FORWARDED_FOR) || headers.contains(FORWARDED) || headers.contains(VIA);
  }

  /** All values of {@code X-Forwarded-For}, in their order. */
  static List<String> callers(HttpHeaders headers) {
    return headers.getAll(FORWARDED_FOR);
  }
}
