package io.crossim.benchmark.transport;

import com.google.protobuf.CodedOutputStream;
import io.crossim.common.protocol.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Turns a frame into one buffer: an encoder in the pipeline would make two of each frame. */
public final class FrameBuffers {

  /** The largest frame that is taken from the other end, in bytes. */
  public static final int MAX_FRAME = 64 << 20;

  private FrameBuffers() {}

  /** The frame's length as a varint32, then its bytes; the caller releases or writes it. */
  public static ByteBuf of(Frame frame, ByteBufAllocator allocator) {
    int length = frame.getSerializedSize();
    int size = CodedOutputStream.computeUInt32SizeNoTag(length) + length;
    ByteBuf buffer = allocator.ioBuffer(size);
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(buffer.nioBuffer(0, size));
      out.writeUInt32NoTag(length);
      frame.writeTo(out);
      out.flush();
    } catch (IOException e) {
      buffer.release();
      throw new UncheckedIOException(e); // memory has no I/O to fail
    }
    return buffer.writerIndex(size);
  }
}
