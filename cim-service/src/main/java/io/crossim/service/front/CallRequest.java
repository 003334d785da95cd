package io.crossim.service.front;

import io.crossim.common.result.CimException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request with its whole body. Immutable. */
public final class CallRequest {

  private final HttpRequest head;
  private final String localHost;
  private final String clientAddress;
  private final byte[] body;

  /**
   * @param localHost the address at which the request arrived
   * @param clientAddress the address that it came from
   */
  CallRequest(HttpRequest head, String localHost, String clientAddress, byte[] body) {
    this.head = head;
    this.localHost = localHost;
    this.clientAddress = clientAddress;
    this.body = body;
  }

  /** A header, whose name may be written in any case. */
  public @Nullable String header(String name) {
    return head.headers().get(name);
  }

  /** The address that the request came from, without a port. */
  public String clientAddress() {
    return clientAddress;
  }

  /** The host that the client called, without a port. */
  public String host() {
    String host = header(HttpHeaderNames.HOST.toString());
    if (host == null || host.isEmpty()) {
      return localHost;
    }
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      return end < 0 ? localHost : host.substring(1, end);
    }
    int colon = host.indexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }

  /**
   * A whole number of the query; null where it is absent or empty.
   *
   * @throws CimException when it is something else
   */
  public @Nullable Long queryNumber(String name) {
    List<String> values = new QueryStringDecoder(head.uri()).parameters().get(name);
    if (values == null || values.isEmpty() || values.get(0).isEmpty()) {
      return null;
    }
    try {
      return Long.valueOf(values.get(0).strip());
    } catch (NumberFormatException e) {
      throw CimException.invalid(name, values.get(0), "a whole number");
    }
  }

  /** For the log: never the body. */
  String path() {
    return CallTable.pathOf(head.uri());
  }

  byte[] body() {
    return body;
  }
}
