package io.crossim.server.dialect;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.PushProperties;
import io.crossim.server.api.Broadcast;

/** Live messages, which no inbox holds, as v3 clients read them; and their text for v2 clients. */
final class LiveFrames {

  private static final String TEXT = "text/plain";

  private LiveFrames() {}

  static Frame of(Broadcast broadcast) {
    return push(
        Message.newBuilder()
            .setConversation(Conversation.newBuilder().setType(Conversation.Type.ALL))
            .setContentType(broadcast.getContentType())
            .setBody(broadcast.getBody())
            .setClientMsgId(broadcast.getClientMsgId())
            .setSenderId(broadcast.getSenderId())
            .setSenderName(broadcast.getSenderName())
            .setSentAt(broadcast.getSentAt()));
  }

  static String text(Broadcast broadcast) {
    String type = broadcast.getContentType();
    return type.isEmpty() || type.equals(TEXT)
        ? broadcast.getBody().toStringUtf8()
        : "[" + type + "]";
  }

  /** What a script made for a v2 client, one message for each of its texts. */
  static Frame of(Frame v2) {
    long sender = sender(v2);
    Frame.Builder frame = Frame.newBuilder().setCmd(Command.PUSH);
    Message.Builder message =
        Message.newBuilder()
            .setConversation(Conversation.newBuilder().setId(sender))
            .setSenderId(sender)
            .setSenderName(v2.getPropertiesOrDefault(PushProperties.SEND_USER_NAME, ""));
    if (v2.getBatchCount() == 0) {
      frame.addMessages(message.setBody(v2.getTextBytes()));
    }
    for (int i = 0; i < v2.getBatchCount(); i++) {
      frame.addMessages(message.clone().setBody(v2.getBatchBytes(i)));
    }
    return frame.build();
  }

  private static Frame push(Message.Builder message) {
    return Frame.newBuilder().setCmd(Command.PUSH).addMessages(message).build();
  }

  private static long sender(Frame v2) {
    try {
      return Long.parseLong(v2.getPropertiesOrDefault(PushProperties.SEND_USER_ID, "0"));
    } catch (NumberFormatException e) {
      return PushProperties.SYSTEM_USER_ID;
    }
  }
}
