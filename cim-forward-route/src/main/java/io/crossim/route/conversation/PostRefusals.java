package io.crossim.route.conversation;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.EntryKind;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import org.jspecify.annotations.Nullable;

/** What the sender of a post is told that was not stored. */
public final class PostRefusals {

  private static final ConversationLimits LIMITS = ConversationLimits.DEFAULT;

  private PostRefusals() {}

  /** The failure of a post; null for one that is stored, or was so already. */
  public static @Nullable CimException of(Post post, PostOutcome outcome) {
    return switch (outcome.status()) {
      case STORED, DUPLICATE, UNCHANGED -> null;
      case UNKNOWN_GROUP ->
          CimException.refused(
              ResultCode.GROUP_UNKNOWN, conversation(post), "a group that there is");
      case NOT_A_MEMBER ->
          CimException.refused(
              ResultCode.NOT_A_MEMBER,
              conversation(post),
              "a group that user " + post.sender() + " is a member of");
      case NOT_ALLOWED ->
          CimException.refused(ResultCode.NOT_ALLOWED, conversation(post), whoMay(post));
      case TOO_LATE ->
          CimException.refused(
              ResultCode.NOT_ALLOWED,
              "seq: the message at " + post.refersTo() + " is too old",
              "one of the last " + LIMITS.editWithin().toHours() + " hours");
      case NO_SUCH_MESSAGE ->
          CimException.invalid(
              post.kind() == EntryKind.CONTENT ? "refersTo" : "seq",
              post.refersTo(),
              "the place of a message that is kept and not recalled");
      case WRONG_MENTION ->
          CimException.invalid(
              "mentions",
              post.mentions().size() == 1
                  ? post.mentions().get(0)
                  : post.mentions().size() + " users",
              "members of the group, at most " + LIMITS.maxMentions());
      case TOO_MANY_REACTIONS ->
          CimException.refused(
              ResultCode.NOT_ALLOWED,
              "msg: one reaction more",
              "at most "
                  + LIMITS.reactionsPerUser()
                  + " of a member to a message, and "
                  + LIMITS.reactionKinds()
                  + " different ones of all");
      case BLOCKED ->
          new CimException(
              ResultCode.BLOCKED,
              "user "
                  + post.conversation().peerOf(post.sender())
                  + " takes no messages of this sender");
      case BROKEN ->
          new CimException(
              ResultCode.SAVE_FAILED,
              "the conversation " + post.conversation() + " is damaged; nothing was stored");
    };
  }

  private static String conversation(Post post) {
    return post.conversation().isGroup()
        ? "groupId: " + post.conversation().first()
        : "peerId: " + post.conversation().peerOf(post.sender());
  }

  private static String whoMay(Post post) {
    return switch (post.kind()) {
      case EDIT -> "the sender of the message, who may still post here";
      case RECALL -> "the sender of the message, or somebody with a higher role";
      case REACTION -> "a member who is not muted";
      default ->
          post.mentionsAll()
              ? "a member who may post here, and an admin to mention all of so many"
              : "a member who may post here and is not muted";
    };
  }
}
