package io.crossim.service.http;

import io.crossim.service.limits.ClientAddress;
import io.crossim.service.limits.MemoryBound;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Map;
import lombok.RequiredArgsConstructor;

/**
 * What a client sent before it was its turn, in its order. Its bytes count as held for this client
 * and for all clients together. On the event loop only.
 */
@RequiredArgsConstructor
final class SentAhead {

  /** From here on the client is not read from; what one more read brings comes on top. */
  private static final int ENOUGH = 64 << 10;

  /** What each piece costs beside its text. */
  private static final int PIECE = 1 << 10;

  private final MemoryBound all;
  private final ClientAddress client;
  private final ArrayDeque<Object> pieces = new ArrayDeque<>(0);
  private int held;

  /** Takes a piece over, or releases it and says no: all clients together sent too much ahead. */
  boolean add(Object piece) {
    int bytes = bytes(piece);
    if (!all.take(bytes, client)) {
      ReferenceCountUtil.release(piece);
      return false;
    }
    held += bytes;
    pieces.add(piece);
    return true;
  }

  /** The next piece, which its taker has to release. */
  Object remove() {
    Object piece = pieces.remove();
    int bytes = bytes(piece);
    held -= bytes;
    all.give(bytes);
    return piece;
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  boolean isEnough() {
    return held >= ENOUGH;
  }

  void clear() {
    pieces.forEach(ReferenceCountUtil::release);
    pieces.clear();
    all.give(held);
    held = 0;
  }

  private static int bytes(Object piece) {
    int bytes = PIECE;
    if (piece instanceof HttpRequest head) {
      bytes += head.uri().length();
    }
    if (piece instanceof HttpMessage head) {
      for (Map.Entry<String, String> header : head.headers()) {
        bytes += header.getKey().length() + header.getValue().length();
      }
    }
    if (piece instanceof HttpContent content) {
      bytes += content.content().readableBytes();
    }
    return bytes;
  }
}
