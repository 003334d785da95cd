package io.crossim.server.inbox;

import com.google.protobuf.InvalidProtocolBufferException;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.PushProperties;
import io.crossim.route.api.StoredMessage;
import java.util.ArrayList;
import java.util.List;

/** Stored messages as a v2 client reads them. */
final class V2Frames {

  private static final String TEXT = "text/plain";

  private V2Frames() {}

  static List<Frame> singles(long receiverId, List<StoredMessage> messages) {
    List<Frame> frames = new ArrayList<>(messages.size());
    for (StoredMessage stored : messages) {
      Message message = parse(stored);
      frames.add(from(receiverId, message, Command.MESSAGE).setText(text(message)).build());
    }
    return frames;
  }

  /** One frame for each run of messages of one sender. */
  static List<Frame> batches(long receiverId, List<StoredMessage> messages) {
    List<Frame> frames = new ArrayList<>();
    Frame.Builder frame = null;
    long sender = 0;
    for (StoredMessage stored : messages) {
      Message message = parse(stored);
      if (frame == null || message.getSenderId() != sender) {
        if (frame != null) {
          frames.add(frame.build());
        }
        sender = message.getSenderId();
        frame = from(receiverId, message, Command.OFFLINE);
      }
      frame.addBatch(text(message));
    }
    if (frame != null) {
      frames.add(frame.build());
    }
    return frames;
  }

  private static Frame.Builder from(long receiverId, Message message, Command command) {
    return Frame.newBuilder()
        .setCmd(command)
        .setId(receiverId)
        .putProperties(PushProperties.RECEIVE_USER_ID, Long.toString(receiverId))
        .putProperties(PushProperties.SEND_USER_ID, Long.toString(message.getSenderId()))
        .putProperties(PushProperties.SEND_USER_NAME, message.getSenderName());
  }

  private static String text(Message message) {
    String type = message.getContentType();
    return type.isEmpty() || type.equals(TEXT)
        ? message.getBody().toStringUtf8()
        : "[" + type + "]";
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
