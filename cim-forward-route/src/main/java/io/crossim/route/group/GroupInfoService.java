package io.crossim.route.group;

import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.GroupInfo;
import io.crossim.persistence.conversation.Member;
import io.crossim.persistence.conversation.MemberPage;
import io.crossim.persistence.conversation.Role;
import io.crossim.route.access.Caller;
import io.crossim.route.api.Group;
import io.crossim.route.api.GroupMember;
import io.crossim.route.api.GroupMembers;
import io.crossim.service.clock.Deadline;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Tells members, and the system, what a group is and who is in it. Never blocks. */
public final class GroupInfoService {

  private static final int USUAL_PAGE = 100;
  private static final int LARGEST_PAGE = 500;

  private final ConversationStore store;
  private final MembershipCheck memberships;
  private final Actors actors;
  private final KnownUsers users;

  GroupInfoService(ConversationStore store, Actors actors, KnownUsers users) {
    this.store = store;
    this.memberships = new MembershipCheck(store);
    this.actors = actors;
    this.users = users;
  }

  /** A group. */
  public CompletableFuture<Group> group(
      @Nullable Long userId, @Nullable Long groupId, Caller caller) {
    Deadline limit = CallTime.begin();
    long id = GroupFields.groupId(groupId);
    return CallTime.bound(
        actors.userOrSystem(userId, caller).thenCompose(by -> groupAs(by, id)), limit);
  }

  private CompletableFuture<Group> groupAs(StoredAccount by, long groupId) {
    if (by.userId() == ConversationStore.SYSTEM) {
      return memberships.group(groupId).thenApply(group -> group(group, null));
    }
    return memberships
        .standing(ConversationId.group(groupId), by.userId())
        .thenCompose(
            standing ->
                memberships.group(groupId).thenApply(group -> group(group, standing.role())));
  }

  private static Group group(GroupInfo group, @Nullable Role role) {
    return new Group(
        group.groupId(),
        group.name(),
        RuleNames.rules(group.settings()),
        group.version(),
        group.memberCount(),
        group.createdAt(),
        role == null ? null : RuleNames.name(role));
  }

  /** Some of the members of a group. */
  public CompletableFuture<GroupMembers> members(
      @Nullable Long userId,
      @Nullable Long groupId,
      @Nullable String after,
      @Nullable Long most,
      Caller caller) {
    Deadline limit = CallTime.begin();
    long id = GroupFields.groupId(groupId);
    String end = GroupFields.membersEnd(after);
    int size = GroupFields.limit(most, USUAL_PAGE, LARGEST_PAGE);
    return CallTime.bound(
        actors
            .userOrSystem(userId, caller)
            .thenCompose(by -> memberships.group(by, id))
            .thenCompose(group -> store.members(id, end, size))
            .thenCompose(page -> withNames(page, limit)),
        limit);
  }

  private CompletableFuture<GroupMembers> withNames(MemberPage page, Deadline limit) {
    List<Long> ids = page.members().stream().map(Member::userId).toList();
    return users
        .names(ids, CallTime.ofNames(limit))
        .thenApply(
            names ->
                new GroupMembers(
                    page.version(),
                    page.members().stream().map(member -> member(member, names)).toList(),
                    page.next()));
  }

  private static GroupMember member(Member member, Map<Long, String> names) {
    return new GroupMember(
        member.userId(),
        names.get(member.userId()),
        RuleNames.name(member.role()),
        member.joinSeq(),
        member.mutedUntil());
  }
}
