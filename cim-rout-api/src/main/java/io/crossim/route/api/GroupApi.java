package io.crossim.route.api;

import io.crossim.common.result.CimException;
import org.jspecify.annotations.Nullable;

/**
 * What clients and scripts ask of a route about groups and conversations. Calls block; a failed one
 * throws a {@link CimException} with the code of the answer. Any thread may call.
 */
public interface GroupApi {

  /** Makes a group. */
  CreatedGroup createGroup(GroupCreateRequest request);

  /** Gives a group another name or other settings. */
  GroupVersion changeGroup(GroupChangeRequest request);

  /** Makes users members; repeating it changes nothing. */
  ChangedUsers addToGroup(GroupUsersRequest request);

  /** Takes members out; repeating it changes nothing. */
  ChangedUsers removeFromGroup(GroupUsersRequest request);

  /** Gives a member another role, or keeps them from posting for a time. */
  GroupVersion setRole(GroupRoleRequest request);

  /** Makes a user a member of an open group. */
  GroupPlace joinGroup(GroupRequest request);

  /** Takes a user out who asks for it. */
  GroupPlace leaveGroup(GroupRequest request);

  /** Ends a group. */
  GroupPlace dismissGroup(GroupRequest request);

  /**
   * A group.
   *
   * @param userId a member; null with a push key
   */
  Group group(@Nullable Long userId, long groupId);

  /**
   * Some of the members of a group.
   *
   * @param userId a member; null with a push key
   * @param after where the page before ended; null for the first one
   * @param limit about so many; null for 100
   */
  GroupMembers groupMembers(
      @Nullable Long userId, long groupId, @Nullable String after, @Nullable Integer limit);

  /** Sends to the members of a group; returns when the message is in its log. */
  SentToGroup sendToGroup(GroupSendRequest message);

  /** Replaces the text of a message. */
  ConversationPlace editMessage(MessageEditRequest request);

  /** Takes a message back. */
  ConversationPlace recallMessage(MessageRecallRequest request);

  /** Gives a reaction to a message, or takes it back. */
  ConversationPlace react(MessageReactRequest request);

  /** Says how far a user has read. It never goes back. */
  void markRead(ReadRequest request);

  /** Has a user refuse the messages of another one, or take them again. */
  void block(BlockRequest request);

  /** Has a user not be notified of a conversation, or again. */
  void mute(MuteRequest request);

  /** Whom a user has blocked. */
  BlockedUsers blocked(long userId);

  /**
   * Some of the conversations of a user, with what is unread.
   *
   * @param after where the page before ended; null for the first one
   * @param limit about so many; null for 100
   */
  ConversationList conversations(long userId, @Nullable String after, @Nullable Integer limit);

  /** A page of the log of a conversation. */
  HistoryPage history(HistoryQuery query);

  /** The members who have read a message, in a group of at most 100. */
  Readers readers(long userId, long groupId, long seq);
}
