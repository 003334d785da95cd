package io.crossim.server.inbox;

import com.google.protobuf.CodedOutputStream;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Message;
import io.crossim.route.api.StoredMessage;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Makes the PUSH frame of a stored message. What the store gave is written behind the payload: two
 * protobuf messages one after the other are their merger, so the payload is never taken apart.
 */
final class PushBytes {

  private PushBytes() {}

  static byte[] encode(StoredMessage stored) {
    int payload = stored.getPayload().size();
    int message =
        payload
            + CodedOutputStream.computeInt64Size(
                Message.MESSAGE_ID_FIELD_NUMBER, stored.getMessageId())
            + CodedOutputStream.computeInt64Size(Message.SEQ_FIELD_NUMBER, stored.getSeq())
            + CodedOutputStream.computeInt64Size(
                Message.SENT_AT_FIELD_NUMBER, stored.getStoredAt());
    int frame =
        CodedOutputStream.computeEnumSize(Frame.CMD_FIELD_NUMBER, Command.PUSH_VALUE)
            + CodedOutputStream.computeTagSize(Frame.MESSAGES_FIELD_NUMBER)
            + CodedOutputStream.computeUInt32SizeNoTag(message)
            + message;
    byte[] bytes = new byte[CodedOutputStream.computeUInt32SizeNoTag(frame) + frame];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      out.writeUInt32NoTag(frame);
      out.writeEnum(Frame.CMD_FIELD_NUMBER, Command.PUSH_VALUE);
      out.writeTag(Frame.MESSAGES_FIELD_NUMBER, 2);
      out.writeUInt32NoTag(message);
      out.writeRawBytes(stored.getPayload());
      out.writeInt64(Message.MESSAGE_ID_FIELD_NUMBER, stored.getMessageId());
      out.writeInt64(Message.SEQ_FIELD_NUMBER, stored.getSeq());
      out.writeInt64(Message.SENT_AT_FIELD_NUMBER, stored.getStoredAt());
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array has no I/O to fail
    }
    return bytes;
  }
}
