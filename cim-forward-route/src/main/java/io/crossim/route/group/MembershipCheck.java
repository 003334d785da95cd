package io.crossim.route.group;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.GroupInfo;
import io.crossim.persistence.conversation.Membership;
import io.crossim.persistence.conversation.Standing;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;

/** Finds groups for their members, and refuses everybody else. Never blocks. */
@RequiredArgsConstructor
final class MembershipCheck {

  private final ConversationStore store;

  /**
   * How a member stands in a conversation, also in a group that is dismissed, and in one of two
   * users that has no log yet.
   *
   * @return fails with a {@link CimException} with {@link ResultCode#GROUP_UNKNOWN} or {@link
   *     ResultCode#NOT_A_MEMBER}
   */
  CompletableFuture<Standing> standing(ConversationId conversation, long userId) {
    return store
        .standings(List.of(new Membership(conversation, userId)))
        .thenApply(all -> check(conversation, userId, all.get(0)));
  }

  private static Standing check(ConversationId conversation, long userId, Standing standing) {
    if (!conversation.isGroup() && standing.status() == Standing.Status.NONE) {
      return standing; // of two who have not written to each other yet
    }
    long groupId = conversation.first();
    return switch (standing.status()) {
      case MEMBER, DISMISSED -> standing;
      case LEFT -> throw ChangeRefusals.notAMember(groupId, userId);
      case NONE ->
          throw standing.version() == 0
              ? ChangeRefusals.unknown(groupId)
              : ChangeRefusals.notAMember(groupId, userId);
      case BROKEN ->
          throw new CimException(
              ResultCode.FETCH_FAILED,
              Targets.name(conversation, userId) + " is damaged and cannot be read");
    };
  }

  /**
   * A group that is not dismissed.
   *
   * @param by a member, or the system
   * @return fails as {@link #standing}
   */
  CompletableFuture<GroupInfo> group(StoredAccount by, long groupId) {
    return by.userId() == ConversationStore.SYSTEM
        ? group(groupId)
        : standing(ConversationId.group(groupId), by.userId())
            .thenCompose(member -> group(groupId));
  }

  /** A group that is not dismissed, whoever asks. */
  CompletableFuture<GroupInfo> group(long groupId) {
    return store
        .groups(List.of(groupId))
        .thenApply(
            groups -> {
              GroupInfo group = groups.get(groupId);
              if (group == null || group.isDismissed()) {
                throw ChangeRefusals.unknown(groupId);
              }
              return group;
            });
  }
}
