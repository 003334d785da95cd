package io.crossim.route.delivery;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Message;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.inbox.Append;

/**
 * A message to one user, checked.
 *
 * @param content what the sender says: the type and the body. Its other fields count for nothing
 * @param id names it, among those of its sender, for a day
 */
public record CheckedMessage(
    StoredAccount sender, long receiverId, Message content, OutgoingId id) {

  /**
   * One that did not come as a whole.
   *
   * @param contentType empty for text/plain
   */
  public CheckedMessage(
      StoredAccount sender, long receiverId, String contentType, ByteString body, OutgoingId id) {
    this(
        sender,
        receiverId,
        Message.newBuilder().setContentType(contentType).setBody(body).build(),
        id);
  }

  /**
   * Names it in the receiver's inbox by what a repeat has in common with it. Of what the sender has
   * sent only the type and the body go on: every other field is CIM's, or about conversations.
   *
   * @param trace the context that its next steps go on with; empty for none
   */
  Append append(String trace) {
    Message message =
        Message.newBuilder()
            .setConversation(
                Conversation.newBuilder().setType(Conversation.Type.USER).setId(sender.userId()))
            .setContentType(content.getContentType())
            .setBody(content.getBody())
            .setClientMsgId(id.clientMsgId())
            .setSenderId(sender.userId())
            .setSenderName(sender.userName())
            .setTrace(trace)
            .setBatchSize(id.size())
            .setBatchIndex(id.index())
            .build();
    return new Append(
        receiverId,
        id.dedupId(sender.userId()),
        message.toByteArray(),
        id.isWithPrevious(),
        sender.userId());
  }
}
