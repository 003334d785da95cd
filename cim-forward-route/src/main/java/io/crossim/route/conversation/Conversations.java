package io.crossim.route.conversation;

import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.GroupSettings;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.service.clock.Deadline;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;

/**
 * Posts to conversations and changes groups. What is stored is brought to the members behind the
 * answer. Never blocks.
 */
@RequiredArgsConstructor
public final class Conversations {

  /** Makes and changes groups in the name of the system. */
  public static final StoredAccount SYSTEM = new StoredAccount(ConversationStore.SYSTEM, "");

  private final ConversationStore store;
  private final InboxStore inboxes;

  /** A group that was made, or that a repeat of the call found. */
  public record Created(long groupId, ChangeOutcome outcome) {}

  /**
   * Posts. A refusal is an outcome.
   *
   * @return fails with an {@link UnavailableException} when the store does not answer within the
   *     limit; it may be repeated then
   */
  public CompletableFuture<PostOutcome> post(Post post, Deadline limit) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes a group. Repeated with the same id of the call it answers the same group.
   *
   * @param creator becomes its owner; {@link #SYSTEM} makes one without an owner
   * @param clientMsgId names the call for a day, among those of its creator
   * @param members beside the creator
   * @return fails as {@link #post}
   */
  public CompletableFuture<Created> create(
      StoredAccount creator,
      String clientMsgId,
      String name,
      GroupSettings settings,
      List<Long> members,
      Deadline limit) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes users members. What they have not got of an earlier time in the group they get first.
   *
   * @param users any number, each once; a refusal of some of them is in the outcome
   * @return fails as {@link #post}
   */
  public CompletableFuture<ChangeOutcome> add(
      StoredAccount by, long groupId, List<Long> users, Deadline limit) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes a user a member of an open group who asks for it.
   *
   * @return fails as {@link #post}
   */
  public CompletableFuture<ChangeOutcome> join(StoredAccount user, long groupId, Deadline limit) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes any other change. Also those who leave by it hear of it.
   *
   * @param change with a payload of {@link ChangePayload}
   * @return fails as {@link #post}
   */
  public CompletableFuture<ChangeOutcome> change(GroupChange change, Deadline limit) {
    throw new UnsupportedOperationException();
  }
}
