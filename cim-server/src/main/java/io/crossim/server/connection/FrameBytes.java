package io.crossim.server.connection;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.crossim.common.protocol.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Turns a frame into what goes over the wire: its length as a varint32, then its bytes. */
public final class FrameBytes {

  /** WebSocket's largest header less the shortest length that it takes the place of. */
  private static final int ROOM_BEFORE = 8;

  private FrameBytes() {}

  public static byte[] encode(Frame frame) {
    int size = frame.getSerializedSize();
    byte[] bytes = new byte[CodedOutputStream.computeUInt32SizeNoTag(size) + size];
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeUInt32NoTag(size);
      frame.writeTo(out);
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array has no I/O to fail
    }
    return bytes;
  }

  /** Writes the length of an encoded frame before its bytes. */
  static byte[] withLength(ByteString frame) {
    int prefix = CodedOutputStream.computeUInt32SizeNoTag(frame.size());
    byte[] bytes = new byte[prefix + frame.size()];
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes, 0, prefix);
      out.writeUInt32NoTag(frame.size());
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array has no I/O to fail
    }
    frame.copyTo(bytes, prefix);
    return bytes;
  }

  /**
   * A buffer of its own with bytes that were encoded once, and room before them in which another
   * transport may write what it needs.
   */
  static ByteBuf copy(byte[] encoded, ByteBufAllocator allocator) {
    return allocator
        .ioBuffer(ROOM_BEFORE + encoded.length)
        .setIndex(ROOM_BEFORE, ROOM_BEFORE)
        .writeBytes(encoded);
  }
}
