package io.crossim.server.dialect;

import com.google.protobuf.CodedOutputStream;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.PushProperties;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/**
 * One message for many receivers, encoded once. Fields of a protobuf message may stand in any
 * order, so each receiver's frame is the shared bytes and a short tail that names them.
 */
public final class SharedFrame {

  private static final int ID_TAG = 2 << 3; // field 2, varint
  private static final int PROPERTY_TAG = (4 << 3) | 2; // field 4, length-delimited
  private static final int VALUE_TAG = (2 << 3) | 2; // value of a map entry

  /** The key of a map entry, tag and length included. */
  private static final byte[] KEY = key(PushProperties.RECEIVE_USER_ID);

  private final byte[] shared;

  public SharedFrame(long senderId, String senderName, String text) {
    this.shared =
        Frame.newBuilder()
            .setCmd(Command.MESSAGE)
            .setText(text)
            .putProperties(PushProperties.SEND_USER_ID, Long.toString(senderId))
            .putProperties(PushProperties.SEND_USER_NAME, senderName)
            .build()
            .toByteArray();
  }

  /** The whole frame of a receiver; the caller releases or writes it. */
  public ByteBuf encode(long receiverId, ByteBufAllocator allocator) {
    byte[] digits = Long.toString(receiverId).getBytes(StandardCharsets.US_ASCII);
    int entry = KEY.length + 2 + digits.length; // below 128, so its length takes one byte
    int size = shared.length + 1 + CodedOutputStream.computeUInt64SizeNoTag(receiverId) + 2 + entry;
    ByteBuf frame = allocator.ioBuffer(CodedOutputStream.computeUInt32SizeNoTag(size) + size);
    varint(frame, size);
    frame.writeBytes(shared);
    frame.writeByte(ID_TAG);
    varint(frame, receiverId);
    frame.writeByte(PROPERTY_TAG).writeByte(entry).writeBytes(KEY);
    frame.writeByte(VALUE_TAG).writeByte(digits.length).writeBytes(digits);
    return frame;
  }

  private static void varint(ByteBuf out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  private static byte[] key(String name) {
    byte[] letters = name.getBytes(StandardCharsets.US_ASCII);
    byte[] key = new byte[2 + letters.length];
    key[0] = (1 << 3) | 2;
    key[1] = (byte) letters.length;
    System.arraycopy(letters, 0, key, 2, letters.length);
    return key;
  }
}
