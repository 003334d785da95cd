package io.crossim.server.websocket;

import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.FrameBound;
import io.crossim.service.call.Forwarding;
import io.crossim.service.call.WebOrigins;
import io.crossim.service.limits.ClientAddress;
import io.crossim.service.limits.Refusals;
import io.crossim.service.limits.TrustedProxies;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Makes connections of HTTP to connections of WebSocket. Any event loop; keeps nothing of one. */
public final class WebSocketUpgrade {

  /** What the path of a request ends with. */
  public static final String PATH = "/im";

  private static final int MAX_LINE = 4 << 10;
  private static final int MAX_HEADERS = 16 << 10;

  private final Handshake handshake;
  private final FrameBound bound;
  private final TrustedProxies proxies;
  private final Admission admission;
  private final WebSocketEncoder encoder = new WebSocketEncoder();

  /**
   * @param bound the largest messages of clients
   * @param proxies whose word counts about whom a request comes from
   * @param isLeaving whether clients are to connect to another server
   */
  public WebSocketUpgrade(
      FrameBound bound,
      WebOrigins origins,
      Refusals refusals,
      TrustedProxies proxies,
      Admission admission,
      BooleanSupplier isLeaving) {
    this.bound = bound;
    this.proxies = proxies;
    this.admission = admission;
    this.handshake = new Handshake(origins, refusals, isLeaving);
  }

  /**
   * Whether a connection begins as one of HTTP: with {@code GE}. It could be the length of a login
   * of 71 bytes and a first tag, but that would be field 8 as a varint, and field 8 is none.
   */
  public static boolean isHttp(ByteBuf first) {
    int at = first.readerIndex();
    return first.readableBytes() > 1 && first.getByte(at) == 'G' && first.getByte(at + 1) == 'E';
  }

  /** Has HTTP understood behind this handler, which leaves then. */
  public void begin(ChannelHandlerContext ctx, Connection connection) {
    HttpServerCodec http = new HttpServerCodec(MAX_LINE, MAX_HEADERS, MAX_HEADERS);
    ctx.pipeline()
        .addAfter(ctx.name(), "upgrade", new UpgradeHandler(this, connection, http))
        .addAfter(ctx.name(), "http", http);
  }

  /** Whom a request comes from. */
  public ClientAddress client(HttpRequest head, ClientAddress remote) {
    return Forwarding.caller(head.headers(), remote, proxies);
  }

  /**
   * What a request is refused with; null when its connection may become one of WebSocket.
   *
   * @param client whom it is for
   */
  public @Nullable FullHttpResponse refusal(HttpRequest head, ClientAddress client) {
    return handshake.refusal(head, client);
  }

  /** What a request is refused with that comes from a connection of the port for clients. */
  @Nullable FullHttpResponse refusal(
      Channel channel, HttpRequest head, ClientAddress from, ClientAddress client) {
    FullHttpResponse refusal = handshake.refusal(head, client);
    return refusal == null && !admission.admits(channel, from, client) ? tooMany() : refusal;
  }

  /** Refuses a client that has too many connections. */
  public static FullHttpResponse tooMany() {
    return Handshake.refuse(
        HttpResponseStatus.TOO_MANY_REQUESTS,
        "connections: too many from this address; retry later");
  }

  /**
   * Accepts a request that was not refused.
   *
   * @param ctx behind the codec of HTTP, which leaves then
   * @param behind the name of the handler that those of WebSocket follow
   */
  public void accept(
      ChannelHandlerContext ctx, String behind, HttpRequest head, Connection connection) {
    ctx.writeAndFlush(Handshake.accept(head));
    ctx.pipeline()
        .addAfter(behind, "messages", new WebSocketDecoder(connection, bound))
        .addAfter(behind, "encoder", encoder);
  }

  /** Says whether a client may have a connection, before it becomes one of WebSocket. */
  @FunctionalInterface
  public interface Admission {

    /**
     * @param from the other end of the connection
     * @param client whom it is for
     */
    boolean admits(Channel channel, ClientAddress from, ClientAddress client);
  }

  /** Ends a connection with an answer that says why. */
  static void refuse(ChannelHandlerContext ctx, Connection connection, FullHttpResponse answer) {
    ctx.writeAndFlush(answer);
    connection.close(CloseReason.UPGRADE_REFUSED, answer.status().toString());
  }
}
