package io.crossim.route.group;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.Reaction;
import io.crossim.route.delivery.OutgoingId;
import java.util.List;

/**
 * Makes posts of one sender to one group.
 *
 * @param id names the post, among those of its sender, for a day
 */
record GroupPosts(ConversationId group, StoredAccount sender, OutgoingId id) {

  /**
   * What a sender says, checked as far as it can be without the group.
   *
   * @param contentType empty for text/plain
   * @param refersTo the place of the message that it answers; 0 for none
   */
  record Content(
      String text,
      String contentType,
      long refersTo,
      List<Long> mentions,
      boolean mentionsAll) {}

  /**
   * A message.
   *
   * @param trace the context that its next steps go on with; empty for none
   */
  Post content(Content content, String trace) {
    Message message =
        message(Kind.CONTENT, content.refersTo())
            .setContentType(content.contentType())
            .setBody(text(content.text()))
            .addAllMentions(content.mentions())
            .setMentionsAll(content.mentionsAll())
            .setTrace(trace)
            .build();
    return Post.content(group, sender.userId(), dedupId(), message.toByteArray())
        .answering(content.refersTo())
        .mentioning(content.mentions(), content.mentionsAll());
  }

  /** Another text for the message at a place. */
  Post edit(long place, String contentType, String text) {
    Message message =
        message(Kind.EDIT, place).setContentType(contentType).setBody(text(text)).build();
    return Post.edit(group, sender.userId(), dedupId(), place, message.toByteArray());
  }

  /** Takes the message at a place away. */
  Post recall(long place) {
    Message message = message(Kind.RECALL, place).build();
    return Post.recall(group, sender.userId(), dedupId(), place, message.toByteArray());
  }

  /** Gives a reaction to the message at a place, or takes it back. */
  Post reaction(long place, Reaction reaction) {
    Message message =
        message(Kind.REACTION, place)
            .setBody(text(reaction.text()))
            .setRecalled(!reaction.isSet())
            .build();
    return Post.reaction(
        group, sender.userId(), dedupId(), place, reaction, message.toByteArray());
  }

  private Message.Builder message(Kind kind, long refersTo) {
    return Message.newBuilder()
        .setConversation(
            Conversation.newBuilder().setType(Conversation.Type.GROUP).setId(group.first()))
        .setClientMsgId(id.clientMsgId())
        .setSenderId(sender.userId())
        .setSenderName(sender.userName())
        .setKind(kind)
        .setRefersTo(refersTo);
  }

  private String dedupId() {
    return id.dedupId(sender.userId());
  }

  private static ByteString text(String text) {
    return ByteString.copyFromUtf8(text);
  }
}
