package io.crossim.service.call;

import io.crossim.common.result.CimException;
import io.crossim.service.limits.ClientAddress;
import io.crossim.service.limits.TrustedProxies;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request with its whole body. Immutable. */
public final class CallRequest {

  private final HttpRequest head;
  private final SocketAddress local;
  private final ClientAddress remote;
  private final TrustedProxies proxies;
  private final boolean isEncrypted;
  private final byte[] body;

  /**
   * A request whose caller is known for certain.
   *
   * @param local the address at which the request arrived
   */
  public CallRequest(HttpRequest head, SocketAddress local, ClientAddress caller, byte[] body) {
    this(head, local, caller, TrustedProxies.NONE, /* isEncrypted= */ false, body);
  }

  /**
   * @param local the address at which the request arrived
   * @param remote the other end of its connection
   * @param proxies whose word counts about whom a request comes from
   */
  public CallRequest(
      HttpRequest head,
      SocketAddress local,
      ClientAddress remote,
      TrustedProxies proxies,
      boolean isEncrypted,
      byte[] body) {
    this.head = head;
    this.local = local;
    this.remote = remote;
    this.proxies = proxies;
    this.isEncrypted = isEncrypted;
    this.body = body;
  }

  /** A header, whose name may be written in any case. */
  public @Nullable String header(String name) {
    return head.headers().get(name);
  }

  /** All headers of a name, which may be written in any case. */
  public List<String> headers(String name) {
    return head.headers().getAll(name);
  }

  /** The host that the client called, without a port. */
  public String host() {
    String host = header(HttpHeaderNames.HOST.toString());
    if (host == null || host.isEmpty()) {
      return localHost();
    }
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      return end < 0 ? localHost() : host.substring(1, end);
    }
    int colon = host.indexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }

  private String localHost() {
    return local instanceof InetSocketAddress address ? address.getHostString() : "127.0.0.1";
  }

  /** Whom it comes from: the other end of the connection, or whom trusted proxies name. */
  public ClientAddress clientAddress() {
    return Forwarding.caller(head.headers(), remote, proxies);
  }

  /** Whether it comes from this machine, and not through a proxy. */
  public boolean isLocal() {
    return clientAddress().isLocal();
  }

  /** Whether a guard admits its caller. */
  public boolean passes(Guard guard) {
    return guard.admits(head.headers(), remote);
  }

  /**
   * A whole number of the query; null where it is absent or empty.
   *
   * @throws CimException when it is something else
   */
  public @Nullable Long queryNumber(String name) {
    return query().number(name);
  }

  /** A text of the query; null where it is absent or empty. */
  public @Nullable String queryText(String name) {
    return query().text(name);
  }

  /**
   * Reads the query, which those who need several parameters ask for once.
   *
   * @throws CimException when it cannot be read
   */
  public CallQuery query() {
    try {
      return new CallQuery(new QueryStringDecoder(head.uri()).parameters());
    } catch (IllegalArgumentException e) {
      throw CimException.invalid("query", head.uri(), "parameters of a URL");
    }
  }

  /** Whether its connection has TLS. */
  public boolean isEncrypted() {
    return isEncrypted;
  }

  /** With the query. */
  public String uri() {
    return head.uri();
  }

  /** Without the query. */
  public String path() {
    return CallTable.pathOf(head.uri());
  }

  public String method() {
    return head.method().name();
  }

  /** Not to be changed, and never for the log. */
  public byte[] body() {
    return body;
  }
}
