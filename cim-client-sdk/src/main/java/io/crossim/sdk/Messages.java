package io.crossim.sdk;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.ContinuityBroken;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.PushProperties;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the wire says, in the words of this library. */
final class Messages {

  private Messages() {}

  static ReceivedMessage of(Message message) {
    return new ReceivedMessage(
        conversation(message.getConversation()),
        message.getMessageId() == 0 ? "" : Long.toString(message.getMessageId()),
        message.getSeq(),
        message.getSenderId(),
        message.getSenderName(),
        message.getContentType().isEmpty() ? ReceivedMessage.TEXT : message.getContentType(),
        message.getBody().toByteArray(),
        message.getSentAt() == 0 ? null : Instant.ofEpochMilli(message.getSentAt()));
  }

  /** One text of a v2 frame. */
  static ReceivedMessage of(Frame frame, ByteString text) {
    Map<String, String> properties = frame.getPropertiesMap();
    long sender =
        number(properties.get(PushProperties.SEND_USER_ID), PushProperties.SYSTEM_USER_ID);
    return new ReceivedMessage(
        Conversation.user(sender),
        "",
        0,
        sender,
        properties.getOrDefault(PushProperties.SEND_USER_NAME, PushProperties.SYSTEM_USER_NAME),
        ReceivedMessage.TEXT,
        text.toByteArray(),
        null);
  }

  static ContinuityListener.Reason reason(ContinuityBroken.Reason reason) {
    return switch (reason) {
      case EXPIRED -> ContinuityListener.Reason.EXPIRED;
      case STORE_WENT_BACK -> ContinuityListener.Reason.STORE_WENT_BACK;
      default -> ContinuityListener.Reason.STORE_CHANGED;
    };
  }

  private static Conversation conversation(io.crossim.common.protocol.Conversation conversation) {
    return switch (conversation.getType()) {
      case ALL -> Conversation.ALL;
      case GROUP -> new Conversation(Conversation.Type.GROUP, conversation.getId());
      default -> Conversation.user(conversation.getId());
    };
  }

  private static long number(@Nullable String text, long otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
