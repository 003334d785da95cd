package io.crossim.benchmark.attack;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Frames of protocol v3, as strangers make them. */
final class V3Frames {

  private V3Frames() {}

  static Frame login(long id, String name, String device, String token) {
    return Frames.login(id, name).toBuilder()
        .putProperties("proto", "3")
        .putProperties("device", device)
        .putProperties("token", token)
        .build();
  }

  /**
   * A message.
   *
   * @param receiver 0 for everyone
   */
  static Frame send(long receiver, String clientMsgId, String contentType, String text) {
    Conversation.Builder to =
        receiver == 0
            ? Conversation.newBuilder().setType(Conversation.Type.ALL)
            : Conversation.newBuilder().setId(receiver);
    return Frame.newBuilder()
        .setCmd(Command.SEND)
        .addMessages(
            Message.newBuilder()
                .setConversation(to)
                .setClientMsgId(clientMsgId)
                .setContentType(contentType)
                .setBody(ByteString.copyFromUtf8(text)))
        .build();
  }

  /** Frames as they go over the wire, one after the other. */
  static byte[] bytes(Frame... frames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      for (Frame frame : frames) {
        frame.writeDelimitedTo(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory has no I/O to fail
    }
    return bytes.toByteArray();
  }
}
