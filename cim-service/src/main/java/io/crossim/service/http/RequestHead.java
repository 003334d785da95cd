package io.crossim.service.http;

import io.crossim.service.call.CallAnswer;
import io.crossim.service.call.CallTable;
import io.crossim.service.call.HeadCheck;
import io.crossim.service.call.HostHeader;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Judges the head of a request by what HTTP itself asks of one: the same for the calls that the
 * front answers and for what it relays.
 */
final class RequestHead {

  private RequestHead() {}

  /** What a request is refused with whose head is not as it should be; null for a good one. */
  static @Nullable CallAnswer refusal(HttpRequest head, HeadCheck check) {
    if (head.decoderResult().isFailure() || !RequestTarget.isServed(head.uri())) {
      return check.unreadable();
    }
    HttpVersion version = head.protocolVersion();
    if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
      return check.malformed("version", version.text(), "HTTP/1.0 or HTTP/1.1");
    }
    if (!RequestTarget.isEncoded(head.uri())) {
      return check.malformed(
          "target", head.uri(), "characters of a URL, and others as % and two digits");
    }
    String host = badHost(head.headers());
    if (host != null) {
      return check.malformed("Host", host, "one name or address, and maybe a port");
    }
    String coding = otherCoding(head.headers());
    return coding == null ? null : check.malformed("Transfer-Encoding", coding, "chunked");
  }

  /** Whether a browser asks by this whether it may make the call, which is Spring's to say. */
  static boolean isPreflight(CallTable.Entry called, HttpRequest head) {
    return !called.isFast() && HttpMethod.OPTIONS.equals(head.method());
  }

  private static @Nullable String badHost(HttpHeaders headers) {
    Iterator<String> hosts = headers.valueStringIterator(HttpHeaderNames.HOST);
    if (!hosts.hasNext()) {
      return null;
    }
    String host = hosts.next();
    if (hosts.hasNext()) {
      return String.join(", ", headers.getAll(HttpHeaderNames.HOST));
    }
    return host.isEmpty() || HostHeader.isValid(host) ? null : host;
  }

  private static @Nullable String otherCoding(HttpHeaders headers) {
    String coding = headers.get(HttpHeaderNames.TRANSFER_ENCODING);
    if (coding == null) {
      return null;
    }
    String all = String.join(", ", headers.getAll(HttpHeaderNames.TRANSFER_ENCODING));
    return HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(all) ? null : all;
  }
}
