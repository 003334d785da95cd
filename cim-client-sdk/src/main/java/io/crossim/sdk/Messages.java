package io.crossim.sdk;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.ContentTypes;
import io.crossim.common.protocol.ContinuityBroken;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.PushProperties;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the wire says, in the words of this library. */
final class Messages {

  private Messages() {}

  /** Whether a message is more than a place in the inbox. */
  static boolean isShown(Message message) {
    return !message.getContentType().equals(ContentTypes.NOTHING_TO_SHOW);
  }

  static ReceivedMessage of(Message message) {
    return new ReceivedMessage(
        conversation(message.getConversation()),
        message.getMessageId() == 0 ? "" : Long.toString(message.getMessageId()),
        message.getSeq(),
        message.getSenderId(),
        message.getSenderName(),
        message.getContentType().isEmpty() ? ReceivedMessage.TEXT : message.getContentType(),
        message.getBody().toByteArray(),
        message.getSentAt() == 0 ? null : Instant.ofEpochMilli(message.getSentAt()),
        details(message));
  }

  private static ConversationDetails details(Message message) {
    if (message.getConversationSeq() == 0) {
      return ConversationDetails.NONE;
    }
    return new ConversationDetails(
        message.getConversationSeq(),
        Long.toString(message.getConversationMessageId()),
        message.getConversationName(),
        kind(message.getKind()),
        message.getRefersTo(),
        message.getMentionsList(),
        message.getMentionsAll(),
        message.getRecalled(),
        message.getUsersList());
  }

  private static MessageKind kind(Kind kind) {
    return switch (kind) {
      case CONTENT -> MessageKind.CONTENT;
      case EDIT -> MessageKind.EDIT;
      case RECALL -> MessageKind.RECALL;
      case REACTION -> MessageKind.REACTION;
      case JOINED -> MessageKind.JOINED;
      case LEFT -> MessageKind.LEFT;
      case CHANGED -> MessageKind.CHANGED;
      case UNRECOGNIZED -> MessageKind.OTHER;
    };
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

  static Conversation conversation(io.crossim.common.protocol.Conversation conversation) {
    return switch (conversation.getType()) {
      case ALL -> Conversation.ALL;
      case GROUP -> Conversation.group(conversation.getId());
      default -> Conversation.user(conversation.getId());
    };
  }

  /** The conversation as the wire names it. */
  static io.crossim.common.protocol.Conversation wire(Conversation conversation) {
    return io.crossim.common.protocol.Conversation.newBuilder()
        .setType(
            switch (conversation.type()) {
              case USER -> io.crossim.common.protocol.Conversation.Type.USER;
              case GROUP -> io.crossim.common.protocol.Conversation.Type.GROUP;
              case ALL -> io.crossim.common.protocol.Conversation.Type.ALL;
            })
        .setId(conversation.id())
        .build();
  }

  /** A message as the wire carries it. A text is not named as one, because that is the default. */
  static Message wire(Conversation to, OutgoingMessage message) {
    return Message.newBuilder()
        .setConversation(wire(to))
        .setKind(
            switch (message.kind()) {
              case EDIT -> Kind.EDIT;
              case RECALL -> Kind.RECALL;
              case REACTION -> Kind.REACTION;
              default -> Kind.CONTENT;
            })
        .setContentType(
            message.contentType().equals(ReceivedMessage.TEXT) ? "" : message.contentType())
        .setBody(ByteString.copyFromUtf8(message.text()))
        .setClientMsgId(message.clientMsgId())
        .setRefersTo(message.refersTo())
        .addAllMentions(message.mentions())
        .setMentionsAll(message.mentionsAll())
        .setRecalled(message.takesBack())
        .build();
  }

  /** A receipt; 0 where it says nothing new. */
  static Receipt receipt(io.crossim.common.protocol.Receipt receipt) {
    return new Receipt(
        conversation(receipt.getConversation()),
        receipt.getUserId(),
        receipt.getDelivered(),
        receipt.getRead());
  }

  /** A signal; empty for one that this library has no use for. */
  static Optional<Signal> signal(io.crossim.common.protocol.Signal signal) {
    return switch (signal.getType()) {
      case TYPING -> Optional.of(signal(signal, Signal.Type.TYPING));
      case STOPPED -> Optional.of(signal(signal, Signal.Type.STOPPED));
      case ONLINE -> Optional.of(presence(signal, Signal.Type.ONLINE));
      case OFFLINE -> Optional.of(presence(signal, Signal.Type.OFFLINE));
      case UNRECOGNIZED -> Optional.empty();
    };
  }

  private static Signal presence(io.crossim.common.protocol.Signal signal, Signal.Type type) {
    return new Signal(Conversation.user(signal.getUserId()), signal.getUserId(), type);
  }

  private static Signal signal(io.crossim.common.protocol.Signal signal, Signal.Type type) {
    return new Signal(conversation(signal.getConversation()), signal.getUserId(), type);
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
