package io.crossim.server.connection;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Makes the frame of a message for one of its receivers. */
@FunctionalInterface
public interface FrameSource {

  /** A new buffer with the whole frame, which the caller then owns. */
  ByteBuf encode(long receiverId, ByteBufAllocator allocator);

  /** Encodes a frame once, which every receiver gets alike. */
  static FrameSource shared(Frame frame) {
    byte[] encoded = FrameBytes.encode(frame);
    return (receiverId, allocator) -> FrameBytes.copy(encoded, allocator);
  }

  /**
   * Takes a frame that is encoded already, which every receiver gets alike.
   *
   * @param frame its bytes, without the length
   */
  static FrameSource shared(ByteString frame) {
    byte[] encoded = FrameBytes.withLength(frame);
    return (receiverId, allocator) -> FrameBytes.copy(encoded, allocator);
  }
}
