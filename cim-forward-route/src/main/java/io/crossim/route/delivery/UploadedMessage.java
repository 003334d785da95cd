package io.crossim.route.delivery;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Message;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.SendItem;
import io.crossim.route.api.UploadItem;
import io.crossim.route.session.BoundSessions.Claim;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that a server has brought, before anything of it is checked.
 *
 * @param sender who sent it, and over which session, as the server says
 * @param trace the context that the server gave; empty for none
 * @param wantsStatus whether the sender reads whether a connection of the receiver took it
 * @param isLocal whether its client is on the machine of that server
 * @param message as the sender sent it, so every field may say anything; null for what is none
 */
record UploadedMessage(
    Claim sender, String trace, boolean wantsStatus, boolean isLocal, @Nullable Message message) {

  /** The messages of a batch, whatever their form, in their order. */
  static List<UploadedMessage> of(SendBatch batch) {
    List<UploadedMessage> all = new ArrayList<>(batch.getSendsCount() + batch.getUploadsCount());
    batch.getSendsList().forEach(item -> all.add(of(item)));
    batch.getUploadsList().forEach(item -> all.add(of(item)));
    return all;
  }

  private static UploadedMessage of(UploadItem item) {
    return new UploadedMessage(
        new Claim(item.getSenderId(), item.getGeneration()),
        item.getTrace(),
        item.getWantsStatus(),
        item.getIsLocal(),
        parse(item.getPayload()));
  }

  /** The body stays a part of the payload, because it may be large. */
  private static @Nullable Message parse(ByteString payload) {
    CodedInputStream in = payload.newCodedInput();
    in.enableAliasing(true);
    try {
      Message message = Message.parseFrom(in);
      in.checkLastTagWas(0);
      return message;
    } catch (IOException e) {
      return null;
    }
  }

  /** Puts a message together that an earlier server sent in single fields. */
  private static UploadedMessage of(SendItem item) {
    Message message =
        Message.newBuilder()
            .setConversation(
                Conversation.newBuilder()
                    .setTypeValue(item.getConversationType())
                    .setId(item.getConversationId()))
            .setContentType(item.getContentType())
            .setBody(item.getBody())
            .setClientMsgId(item.getClientMsgId())
            .build();
    return new UploadedMessage(
        new Claim(item.getSenderId(), item.getGeneration()),
        item.getTrace(),
        /* wantsStatus= */ true,
        /* isLocal= */ false,
        message);
  }

  boolean isToAll() {
    return isTo(Conversation.Type.ALL);
  }

  boolean isToGroup() {
    return isTo(Conversation.Type.GROUP);
  }

  private boolean isTo(Conversation.Type type) {
    return message != null && message.getConversation().getType() == type;
  }

  /** The group, or the user, that it is for; its sender where that is nobody. */
  long receiverId() {
    return message == null ? sender.userId() : message.getConversation().getId();
  }
}
