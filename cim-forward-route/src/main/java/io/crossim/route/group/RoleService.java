package io.crossim.route.group;

import io.crossim.common.result.CimException;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.Role;
import io.crossim.route.access.Caller;
import io.crossim.route.api.GroupRoleRequest;
import io.crossim.route.api.GroupVersion;
import io.crossim.route.conversation.ChangePayload;
import io.crossim.route.conversation.Conversations;
import io.crossim.service.clock.Deadline;
import io.crossim.service.web.Checks;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Changes what members of a group may do. Never blocks; what is wrong with a request is thrown at
 * once, everything else fails the result.
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class RoleService {

  private static final long LONGEST_MUTE = Duration.ofDays(3_650).toSeconds();

  private final Conversations conversations;
  private final CountedActors countedActors;

  /** Gives a member another role, or keeps them from posting for a time. */
  public CompletableFuture<GroupVersion> role(GroupRoleRequest request, Caller caller) {
    Deadline limit = CallTime.begin();
    long groupId = GroupFields.groupId(request.groupId());
    long member = Checks.userId("member", request.member());
    Role role = request.role() == null ? null : RuleNames.role(request.role());
    Duration muted = muted(request.mutedSeconds());
    if ((role == null) == (muted == null)) {
      throw CimException.invalid(
          "role", role == null ? "nothing" : "beside mutedSeconds", "either role or mutedSeconds");
    }
    return CallTime.bound(
        countedActors
            .userOrSystem(request.userId(), caller)
            .thenCompose(by -> setRole(by, groupId, member, role, muted, limit))
            .thenApply(outcome -> new GroupVersion(outcome.version())),
        limit);
  }

  private static @Nullable Duration muted(@Nullable Long seconds) {
    if (seconds == null) {
      return null;
    }
    if (seconds < 0 || seconds > LONGEST_MUTE) {
      throw CimException.invalid("mutedSeconds", seconds, "0 to " + LONGEST_MUTE);
    }
    return Duration.ofSeconds(seconds);
  }

  private CompletableFuture<ChangeOutcome> setRole(
      StoredAccount by,
      long groupId,
      long member,
      @Nullable Role role,
      @Nullable Duration muted,
      Deadline limit) {
    byte[] payload = ChangePayload.changed(by, groupId);
    GroupChange change =
        role != null
            ? new GroupChange.SetRole(groupId, by.userId(), member, role, payload)
            : new GroupChange.Mute(
                groupId, by.userId(), member, muted == null ? Duration.ZERO : muted, payload);
    ChangeRefusals refusals =
        ChangeRefusals.ofBoth(
            groupId,
            by,
            member,
            role != null ? " is an owner of" : " has a higher role than that member in");
    return conversations.change(change, limit).thenApply(refusals::check);
  }
}
