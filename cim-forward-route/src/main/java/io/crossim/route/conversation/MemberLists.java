package io.crossim.route.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.GroupInfo;
import io.crossim.persistence.conversation.Member;
import io.crossim.persistence.conversation.MemberPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * The member lists of groups, remembered by their version and never for a time: a change has a
 * higher version, and whoever has seen that asks for it. Any thread; never blocks.
 */
@RequiredArgsConstructor
final class MemberLists {

  private static final int PAGE = 500;

  /** How often the version may change while the pages of one list are read. */
  private static final int MOST_BEGINNINGS = 10;

  private static final long MOST_BYTES = 64L << 20;

  private final ConversationStore store;

  private final Cache<Long, MemberList> known =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .weigher((Long group, MemberList list) -> list.weight())
          .build();

  /** The reads that are under way: calls for the same group share them. */
  private final Map<Long, CompletableFuture<MemberList>> reads = new ConcurrentHashMap<>();

  /**
   * The members of a group at a version or a later one; both users of a pair.
   *
   * @return fails with an {@link UnavailableException} when the store does not answer, or knows
   *     only an earlier version
   */
  CompletableFuture<MemberList> of(ConversationId conversation, long version) {
    if (!conversation.isGroup()) {
      return CompletableFuture.completedFuture(MemberList.of(conversation));
    }
    long groupId = conversation.first();
    MemberList list = known.getIfPresent(groupId);
    return list != null && list.version() >= version
        ? CompletableFuture.completedFuture(list)
        : read(groupId, version);
  }

  /** A read that began before the version was there may answer an earlier one; a new one not. */
  private CompletableFuture<MemberList> read(long groupId, long version) {
    CompletableFuture<MemberList> mine = new CompletableFuture<>();
    CompletableFuture<MemberList> earlier = reads.putIfAbsent(groupId, mine);
    if (earlier != null) {
      return earlier
          .handle((list, failure) -> list)
          .thenCompose(list -> again(groupId, version, list));
    }
    begin(groupId, 1)
        .whenComplete(
            (list, failure) -> {
              reads.remove(groupId, mine);
              if (failure != null) {
                mine.completeExceptionally(failure);
              } else {
                known.asMap().merge(groupId, list, MemberLists::later);
                mine.complete(list);
              }
            });
    return mine.thenApply(list -> atLeast(list, groupId, version));
  }

  private CompletableFuture<MemberList> again(
      long groupId, long version, @Nullable MemberList list) {
    return list != null && list.version() >= version
        ? CompletableFuture.completedFuture(list)
        : read(groupId, version);
  }

  private static MemberList later(MemberList one, MemberList other) {
    return other.version() >= one.version() ? other : one;
  }

  private static MemberList atLeast(MemberList list, long groupId, long version) {
    if (list.version() < version) {
      throw new UnavailableException(
          "group " + groupId + " is at version " + list.version() + ", and was at " + version,
          null);
    }
    return list;
  }

  private CompletableFuture<MemberList> begin(long groupId, int beginning) {
    return page(groupId, "", beginning, 0, new ArrayList<>());
  }

  private CompletableFuture<MemberList> page(
      long groupId, String after, int beginning, long version, List<Member> members) {
    return store
        .members(groupId, after, PAGE)
        .thenCompose(
            page -> {
              if (!after.isEmpty() && page.version() != version) {
                return beginning < MOST_BEGINNINGS
                    ? begin(groupId, beginning + 1)
                    : CompletableFuture.failedFuture(
                        new UnavailableException(
                            "group " + groupId + " changes all the time", null));
              }
              members.addAll(page.members());
              return rest(groupId, beginning, page, members);
            });
  }

  private CompletableFuture<MemberList> rest(
      long groupId, int beginning, MemberPage page, List<Member> members) {
    String next = page.next();
    return next != null
        ? page(groupId, next, beginning, page.version(), members)
        : store
            .groups(List.of(groupId))
            .thenApply(groups -> new MemberList(page.version(), name(groups, groupId), members));
  }

  private static String name(Map<Long, GroupInfo> groups, long groupId) {
    GroupInfo group = groups.get(groupId);
    return group == null ? "" : group.name();
  }
}
