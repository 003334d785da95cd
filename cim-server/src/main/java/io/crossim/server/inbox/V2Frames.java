package io.crossim.server.inbox;

import com.google.protobuf.InvalidProtocolBufferException;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.PushProperties;
import io.crossim.route.api.StoredMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stored messages as a v2 client reads them. */
final class V2Frames {

  private static final String TEXT = "text/plain";

  private V2Frames() {}

  /** How messages stand in frames. */
  enum Form {
    /** One message in each frame. */
    SINGLES,
    /** Those that were sent in one request together, in field 5; others one in each. */
    AS_SENT,
    /** Those of one sender together, as what had waited. */
    BATCHES
  }

  /**
   * A frame to write, or messages that are passed over.
   *
   * @param frame null for messages that such a client gets nothing of
   * @param messages how many it holds
   * @param missing how many more of its request there are behind those that are known
   */
  record Made(@Nullable Frame frame, int messages, int missing) {}

  /** The first frames of these messages, so many at most, and what is passed over with them. */
  static List<Made> of(long receiverId, List<StoredMessage> messages, Form form, int most) {
    List<Made> made = new ArrayList<>(Math.min(most, messages.size()));
    int frames = 0;
    int from = 0;
    while (from < messages.size()) {
      Message first = parse(messages.get(from));
      if (isPassedOver(receiverId, first)) {
        made.add(new Made(null, 1, 0));
        from++;
      } else if (frames == most) {
        break;
      } else {
        Made next = next(receiverId, messages, from, first, form);
        made.add(next);
        from += next.messages;
        frames++;
      }
    }
    return made;
  }

  /** Whether the receiver gets nothing of a message: it has no text, or is their own to others. */
  private static boolean isPassedOver(long receiverId, Message message) {
    return EventPayload.isEvent(message)
        || (message.getSenderId() == receiverId
            && (isOfGroup(message) || message.getConversation().getId() != receiverId));
  }

  private static boolean isOfGroup(Message message) {
    return message.getConversation().getType() == Conversation.Type.GROUP;
  }

  private static Made next(
      long receiverId, List<StoredMessage> all, int from, Message first, Form form) {
    boolean isSentTogether = form == Form.AS_SENT && first.getBatchSize() > 0;
    Frame.Builder frame =
        from(receiverId, first, form == Form.BATCHES ? Command.OFFLINE : Command.MESSAGE);
    if (!isSentTogether && form != Form.BATCHES) {
      return new Made(frame.setText(text(first)).build(), 1, 0);
    }
    Message last = first;
    int count = 1;
    frame.addBatch(text(first));
    while (from + count < all.size()) {
      Message message = parse(all.get(from + count));
      if (isPassedOver(receiverId, message)
          || (isSentTogether ? !follows(last, message) : !isOfSameSource(last, message))) {
        return new Made(frame.build(), count, 0);
      }
      frame.addBatch(text(message));
      last = message;
      count++;
    }
    int missing = isSentTogether ? Math.max(0, last.getBatchSize() - 1 - last.getBatchIndex()) : 0;
    return new Made(frame.build(), count, missing);
  }

  /** Whether two messages have the same sender and conversation, which a frame names once. */
  private static boolean isOfSameSource(Message one, Message other) {
    return one.getSenderId() == other.getSenderId()
        && one.getConversation().equals(other.getConversation());
  }

  private static boolean follows(Message before, Message message) {
    return isOfSameSource(before, message)
        && message.getBatchSize() == before.getBatchSize()
        && message.getBatchIndex() == before.getBatchIndex() + 1
        && message.getClientMsgId().equals(before.getClientMsgId());
  }

  private static Frame.Builder from(long receiverId, Message message, Command command) {
    Frame.Builder frame =
        Frame.newBuilder()
            .setCmd(command)
            .setId(receiverId)
            .putProperties(PushProperties.RECEIVE_USER_ID, Long.toString(receiverId))
            .putProperties(PushProperties.SEND_USER_ID, Long.toString(message.getSenderId()))
            .putProperties(PushProperties.SEND_USER_NAME, message.getSenderName());
    if (isOfGroup(message)) {
      frame
          .putProperties(PushProperties.GROUP_ID, Long.toString(message.getConversation().getId()))
          .putProperties(PushProperties.GROUP_NAME, message.getConversationName());
      if (message.getSenderId() == PushProperties.SYSTEM_USER_ID) {
        frame.putProperties(PushProperties.SEND_USER_NAME, PushProperties.SYSTEM_USER_NAME);
      }
    }
    return frame;
  }

  private static String text(Message message) {
    String type = message.getContentType();
    String text =
        type.isEmpty() || type.equals(TEXT) ? message.getBody().toStringUtf8() : "[" + type + "]";
    return isOfGroup(message) ? "[" + message.getConversationName() + "] " + text : text;
  }

  private static Message parse(StoredMessage stored) {
    try {
      return Message.parseFrom(stored.getPayload());
    } catch (InvalidProtocolBufferException e) {
      // A store that holds something else must not hold up what comes behind it.
      return Message.newBuilder().setContentType("application/octet-stream").build();
    }
  }
}
