package io.crossim.service.peer;

import com.google.protobuf.MessageLite;
import io.crossim.common.result.CimException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.CompletableFuture;
import lombok.Getter;
import lombok.experimental.Accessors;

/** A request on its way and its answer to come. */
final class PeerCall {

  private static final String PROTOBUF = "application/x-protobuf";

  private final String authority;
  private final String path;

  /** The secret that was used when the call was made; each connection makes its own proof of it. */
  @Getter
  @Accessors(fluent = true)
  private final String secret;

  private final byte[] body;

  @Getter
  @Accessors(fluent = true)
  private final CompletableFuture<Answer> answered = new CompletableFuture<>();

  PeerCall(String authority, String path, String secret, MessageLite body) {
    this.authority = authority;
    this.path = path;
    this.secret = secret;
    this.body = body.toByteArray();
  }

  FullHttpRequest request(String credential) {
    ByteBuf content = Unpooled.wrappedBuffer(body);
    FullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path, content);
    request
        .headers()
        .set(HttpHeaderNames.HOST, authority)
        .set(HttpHeaderNames.AUTHORIZATION, credential)
        .set(HttpHeaderNames.CONTENT_TYPE, PROTOBUF)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
    return request;
  }

  void complete(int status, byte[] answer) {
    answered.complete(new Answer(status, answer));
  }

  /** An answer that is too large does not mean that the service is away: ask for less. */
  void fail(Throwable cause) {
    answered.completeExceptionally(
        cause instanceof TooLongFrameException
            ? CimException.invalid(
                "answer", path + " of " + authority + " was too large", "a smaller batch")
            : PeerClient.unreachable(authority, cause));
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, byte[] body) {}
}
