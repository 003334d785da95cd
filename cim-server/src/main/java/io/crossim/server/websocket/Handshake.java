package io.crossim.server.websocket;

import io.crossim.service.call.WebOrigins;
import io.crossim.service.limits.ClientAddress;
import io.crossim.service.limits.Refusals;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges the request by which a client asks for WebSocket, and answers it (RFC 6455, section 4.2).
 */
final class Handshake {

  /** What a client has to ask for, so that nothing else takes this port for its own. */
  static final String PROTOCOL = "cim.v3";

  private static final String VERSION = "13";
  private static final int KEY_BYTES = 16;

  /** Shows that the server has understood the request (RFC 6455, section 1.3). */
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final WebOrigins origins;
  private final Refusals refusals;
  private final BooleanSupplier isLeaving;

  Handshake(WebOrigins origins, Refusals refusals, BooleanSupplier isLeaving) {
    this.isLeaving = isLeaving;
    this.origins = origins;
    this.refusals = refusals;
    refusals.declare(WebOrigins.PROPERTY);
  }

  /** What a request is refused with; null when it may become a connection. */
  @Nullable FullHttpResponse refusal(HttpRequest head, ClientAddress from) {
    HttpHeaders headers = head.headers();
    if (head.decoderResult().isFailure()) {
      return refuse(HttpResponseStatus.BAD_REQUEST, "request: broken (expected: one of HTTP/1.1)");
    }
    if (!head.uri().endsWith(WebSocketUpgrade.PATH)) {
      // Not told: it may hold a secret that does not belong there.
      return refuse(
          HttpResponseStatus.NOT_FOUND,
          "path: another one (expected: " + WebSocketUpgrade.PATH + ", no query)");
    }
    if (!isUpgrade(head)) {
      FullHttpResponse response =
          refuse(HttpResponseStatus.UPGRADE_REQUIRED, "Upgrade: none (expected: websocket)");
      response
          .headers()
          .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
          .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION);
      return response;
    }
    if (!isKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY))) {
      return refuse(
          HttpResponseStatus.BAD_REQUEST, "Sec-WebSocket-Key: none (expected: 16 bytes as base64)");
    }
    if (!headers.containsValue(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, PROTOCOL, false)) {
      return refuse(
          HttpResponseStatus.BAD_REQUEST, "Sec-WebSocket-Protocol: another (expected: cim.v3)");
    }
    if (!origins.admits(headers)) {
      refusals.count(WebOrigins.PROPERTY, 1, from);
      return refuse(
          HttpResponseStatus.FORBIDDEN,
          "Origin: a page of another site (expected: one that " + WebOrigins.PROPERTY + " lists)");
    }
    return isLeaving.getAsBoolean()
        ? refuse(
            HttpResponseStatus.SERVICE_UNAVAILABLE, "server: about to end (expected: another one)")
        : null;
  }

  private static boolean isUpgrade(HttpRequest head) {
    HttpHeaders headers = head.headers();
    return head.method().equals(HttpMethod.GET)
        && head.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
        && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
        && VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION));
  }

  private static boolean isKey(@Nullable String key) {
    try {
      return key != null && Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Tells a client what is wrong; nothing is answered behind it. */
  static FullHttpResponse refuse(HttpResponseStatus status, String sentence) {
    ByteBuf body = Unpooled.wrappedBuffer((sentence + "\n").getBytes(StandardCharsets.UTF_8));
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
        .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    return response;
  }

  /** Accepts a request that was not refused. */
  static FullHttpResponse accept(HttpRequest head) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
    String key = head.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "").strip();
    response
        .headers()
        .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
        .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, proof(key))
        .set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, PROTOCOL);
    return response;
  }

  private static String proof(String key) {
    try {
      byte[] both = (key + GUID).getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(both));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
