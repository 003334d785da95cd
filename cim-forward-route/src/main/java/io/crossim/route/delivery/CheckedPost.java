package io.crossim.route.delivery;

import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.MessageBounds;
import io.crossim.common.result.CimException;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.EntryKind;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.Reaction;
import java.util.List;

/**
 * A message to a group, or to the log of two users, checked.
 *
 * @param content what the sender says: the type, the body, the kind, what it refers to, whom it
 *     mentions, and whether a reaction is taken away. Its other fields count for nothing
 * @param id names it, among those of its sender, for a day
 */
public record CheckedPost(
    StoredAccount sender, ConversationId conversation, Message content, OutgoingId id) {

  /**
   * Checks what the sender says.
   *
   * @param maxBody in bytes
   * @throws CimException that names the field which is wrong
   */
  public static CheckedPost of(
      StoredAccount sender,
      ConversationId conversation,
      Message content,
      OutgoingId id,
      int maxBody) {
    MessageBounds.checkContentType("content_type", content.getContentType());
    Kind kind = content.getKind();
    boolean isContent = kind == Kind.CONTENT;
    if (!isContent && kind != Kind.EDIT && kind != Kind.RECALL && kind != Kind.REACTION) {
      throw CimException.invalid(
          "kind", content.getKindValue(), "CONTENT, EDIT, RECALL or REACTION");
    }
    if (content.getRefersTo() < (isContent ? 0 : 1)) {
      throw CimException.invalid("refers_to", content.getRefersTo(), "the place of a message");
    }
    int mentions = conversation.isGroup() ? content.getMentionsCount() : 0;
    if (mentions > (isContent ? MessageBounds.MAX_MENTIONS : 0)) {
      throw CimException.invalid(
          "mentions",
          mentions + " users",
          isContent ? "at most " + MessageBounds.MAX_MENTIONS : "none");
    }
    int size = content.getBody().size();
    if (kind != Kind.RECALL && (size < 1 || size > maxBody)) {
      throw CimException.invalid("body", size + " bytes", "1 to " + maxBody);
    }
    if (kind == Kind.REACTION) {
      var unused = reaction(content);
    }
    return new CheckedPost(sender, conversation, content, id);
  }

  private static Reaction reaction(Message content) {
    return new Reaction(content.getBody().toStringUtf8(), !content.getRecalled());
  }

  /**
   * What the log gets. Every field that is not the sender's to say is CIM's. A private message
   * names no conversation, because each of the two users sees it in another one; it mentions
   * nobody.
   *
   * @param trace the context that its next steps go on with; empty for none
   */
  public Post post(String trace) {
    Kind kind = content.getKind();
    Message.Builder message =
        Message.newBuilder()
            .setContentType(content.getContentType())
            .setClientMsgId(id.clientMsgId())
            .setSenderId(sender.userId())
            .setSenderName(sender.userName())
            .setTrace(trace)
            .setBatchSize(id.size())
            .setBatchIndex(id.index())
            .setKind(kind)
            .setRefersTo(content.getRefersTo())
            .setRecalled(kind == Kind.REACTION && content.getRecalled());
    if (conversation.isGroup()) {
      message
          .setConversation(
              Conversation.newBuilder()
                  .setType(Conversation.Type.GROUP)
                  .setId(conversation.first()))
          .addAllMentions(content.getMentionsList())
          .setMentionsAll(content.getMentionsAll());
    }
    if (kind != Kind.RECALL) {
      message.setBody(content.getBody());
    }
    return new Post(
        conversation,
        sender.userId(),
        id.dedupId(sender.userId()),
        EntryKind.valueOf(kind.name()),
        content.getRefersTo(),
        List.copyOf(message.getMentionsList()),
        kind == Kind.CONTENT && message.getMentionsAll(),
        kind == Kind.REACTION ? reaction(content) : null,
        message.build().toByteArray());
  }
}
