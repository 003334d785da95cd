package io.crossim.route.group;

import io.crossim.common.result.CimException;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.service.web.Checks;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Finds out which conversation a request is about. */
@RequiredArgsConstructor
final class Targets {

  /** Whether private messages are kept as conversations. */
  private final boolean keepsPrivate;

  /** A group, or a user whom the caller writes with. */
  record Target(boolean isGroup, long id) {

    /** The conversation, for one who is in it. */
    ConversationId of(long userId) {
      return isGroup ? ConversationId.group(id) : ConversationId.pair(userId, id);
    }
  }

  /**
   * What a request names.
   *
   * @throws CimException that names the field which is wrong, also where both are given or none
   */
  Target of(@Nullable Long groupId, @Nullable Long peerId) {
    if (peerId == null) {
      return new Target(/* isGroup= */ true, GroupFields.groupId(groupId));
    }
    if (groupId != null) {
      throw CimException.invalid("peerId", peerId, "groupId or peerId, not both");
    }
    if (!keepsPrivate) {
      throw CimException.invalid(
          "peerId",
          peerId,
          "groupId, because private messages are not kept here; see cim.conversations.private");
    }
    if (peerId < 0 || peerId > Checks.MAX_USER_ID) {
      throw CimException.invalid(
          "peerId", peerId, "a user id, 1 to " + Checks.MAX_USER_ID + ", or 0 for the system");
    }
    return new Target(/* isGroup= */ false, peerId);
  }

  /** A conversation in words. */
  static String name(ConversationId conversation, long userId) {
    return conversation.isGroup()
        ? "group " + conversation.first()
        : "the conversation with user " + conversation.peerOf(userId);
  }
}
