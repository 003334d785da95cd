package io.crossim.server.gateway;

import io.crossim.common.protocol.Frame;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Frames that a client has sent behind its login, before a route has accepted the login. They have
 * no effect until then, and none at all when the login is refused. On the connection's event loop
 * only.
 */
final class EarlyFrames {

  private static final AttributeKey<EarlyFrames> KEY =
      AttributeKey.valueOf(EarlyFrames.class, "it");

  private static final int MOST = 64;
  private static final int MOST_BYTES = 16 << 10;

  private final ArrayDeque<Frame> frames = new ArrayDeque<>(4);
  private int bytes;

  /**
   * Holds a frame of a channel back.
   *
   * @return false when there is no room for it
   */
  static boolean hold(Channel channel, Frame frame) {
    EarlyFrames held = channel.attr(KEY).get();
    if (held == null) {
      held = new EarlyFrames();
      channel.attr(KEY).set(held);
    }
    return held.add(frame);
  }

  /** Takes the frames of a channel out, in their order; null when it holds none. */
  static @Nullable ArrayDeque<Frame> take(Channel channel) {
    EarlyFrames held = channel.attr(KEY).getAndSet(null);
    return held == null ? null : held.frames;
  }

  private boolean add(Frame frame) {
    int size = frame.getSerializedSize();
    if (frames.size() == MOST || size > MOST_BYTES - bytes) {
      return false;
    }
    bytes += size;
    return frames.add(frame);
  }
}
