package io.crossim.route.group;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.GroupInfo;
import io.crossim.persistence.conversation.Mark;
import io.crossim.persistence.conversation.Member;
import io.crossim.persistence.conversation.Standing;
import io.crossim.route.access.Caller;
import io.crossim.route.api.ReadRequest;
import io.crossim.route.api.Readers;
import io.crossim.route.conversation.Receipts;
import io.crossim.service.clock.Deadline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Notes how far members have read, and tells it to the others. Never blocks. */
public final class ReadMarkService {

  /** In larger groups what is read counts for the unread ones of a member alone. */
  private static final int MOST_MEMBERS = 100;

  private final ConversationStore store;
  private final Receipts receipts;
  private final MembershipCheck memberships;
  private final Actors actors;
  private final Targets targets;

  ReadMarkService(ConversationStore store, Receipts receipts, Actors actors, Targets targets) {
    this.store = store;
    this.receipts = receipts;
    this.memberships = new MembershipCheck(store);
    this.actors = actors;
    this.targets = targets;
  }

  /** Moves the mark of a member forward; one that is there or further already stays. */
  public CompletableFuture<Void> read(ReadRequest request, Caller caller) {
    Deadline limit = CallTime.begin();
    Targets.Target target = targets.of(request.groupId(), request.peerId());
    long seq = GroupFields.place("seq", request.seq());
    return CallTime.bound(
        actors
            .user(request.userId(), caller)
            .thenApply(StoredAccount::userId)
            .thenCompose(reader -> read(target.of(reader), reader, seq)),
        limit);
  }

  private CompletableFuture<Void> read(ConversationId conversation, long userId, long seq) {
    return memberships
        .standing(conversation, userId)
        .thenCompose(
            standing -> {
              checkPlace(seq, standing);
              return receipts.take(List.of(new Mark(conversation, userId, 0, seq)));
            });
  }

  private static void checkPlace(long seq, Standing standing) {
    long last = standing.last().seq();
    if (seq > last) {
      throw CimException.invalid("seq", seq, "a place up to the last one, " + last);
    }
  }

  /** The members who have read a place, and those who have it without having read it. */
  public CompletableFuture<Readers> readers(
      @Nullable Long userId, @Nullable Long groupId, @Nullable Long place, Caller caller) {
    Deadline limit = CallTime.begin();
    long id = GroupFields.groupId(groupId);
    long seq = GroupFields.place("seq", place);
    return CallTime.bound(
        actors.user(userId, caller).thenCompose(reader -> readers(reader.userId(), id, seq)),
        limit);
  }

  private CompletableFuture<Readers> readers(long userId, long groupId, long seq) {
    return memberships
        .standing(ConversationId.group(groupId), userId)
        .thenCompose(
            standing -> {
              checkPlace(seq, standing);
              return memberships.group(groupId);
            })
        .thenCompose(
            group -> {
              checkSize(group);
              return addMembers(group.groupId(), "", new TreeMap<>());
            })
        .thenApply(members -> readers(members.values(), seq));
  }

  private static void checkSize(GroupInfo group) {
    if (group.memberCount() > MOST_MEMBERS) {
      throw new CimException(
          ResultCode.NOT_ALLOWED,
          "groupId: "
              + group.groupId()
              + " has "
              + group.memberCount()
              + " members (expected: a group of at most "
              + MOST_MEMBERS
              + ")");
    }
  }

  /** Reads page by page; there are few, as the group is small. */
  private CompletableFuture<Map<Long, Member>> addMembers(
      long groupId, String after, Map<Long, Member> members) {
    return store
        .members(groupId, after, MOST_MEMBERS)
        .thenCompose(
            page -> {
              page.members().forEach(member -> members.put(member.userId(), member));
              String next = page.next();
              return next == null || members.size() > 2 * MOST_MEMBERS
                  ? CompletableFuture.completedFuture(members)
                  : addMembers(groupId, next, members);
            });
  }

  private static Readers readers(Collection<Member> members, long seq) {
    List<Member> entitled = new ArrayList<>(members);
    entitled.removeIf(member -> member.floor() >= seq);
    return new Readers(
        seq,
        ids(entitled, member -> member.readSeq() >= seq),
        ids(entitled, member -> member.readSeq() < seq && member.deliveredSeq() >= seq));
  }

  private static List<Long> ids(List<Member> members, Predicate<Member> which) {
    return members.stream().filter(which).map(Member::userId).toList();
  }
}
