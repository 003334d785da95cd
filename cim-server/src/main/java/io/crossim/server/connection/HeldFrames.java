package io.crossim.server.connection;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/** What waits for a login to be accepted, up to a number of bytes. On one event loop only. */
final class HeldFrames {

  private final ArrayDeque<ByteBuf> frames = new ArrayDeque<>();
  private final int maxBytes;
  private int bytes;

  HeldFrames(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Takes a frame over; false, and the frame is gone, when there is no room for it. */
  boolean add(ByteBuf frame) {
    int size = frame.readableBytes();
    if (size > maxBytes - bytes) {
      frame.release();
      return false;
    }
    bytes += size;
    frames.add(frame);
    return true;
  }

  /** Hands every frame over, oldest first. */
  void drain(Consumer<ByteBuf> taker) {
    for (ByteBuf frame = frames.poll(); frame != null; frame = frames.poll()) {
      taker.accept(frame);
    }
    bytes = 0;
  }
}
