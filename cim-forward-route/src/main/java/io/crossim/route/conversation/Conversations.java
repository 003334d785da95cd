package io.crossim.route.conversation;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.GroupSettings;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.route.delivery.DeadlineWatch;
import io.crossim.route.delivery.PostResult;
import io.crossim.service.clock.Deadline;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import lombok.RequiredArgsConstructor;

/**
 * Posts to conversations and changes groups. What is stored is brought to the members behind the
 * answer. Never blocks.
 */
@RequiredArgsConstructor
public final class Conversations {

  /** Makes and changes groups in the name of the system. */
  public static final StoredAccount SYSTEM = new StoredAccount(ConversationStore.SYSTEM, "");

  /** A call to the store takes so long at most, and must have begun before. */
  private static final Duration STORE_TIME = Duration.ofMillis(900);

  private final ConversationStore store;
  private final Posts posts;
  private final GroupChanges changes;
  private final OnlineMembers online;
  private final DeadlineWatch deadlines;

  /** Whether every route can read what members of a group get. */
  private final BooleanSupplier isKnownEverywhere;

  /** Whether private messages are posted at present. */
  private final BooleanSupplier keepsPrivate;

  /** A group that was made, or that a repeat of the call found. */
  public record Created(long groupId, ChangeOutcome outcome) {}

  /**
   * Posts. A refusal is an outcome.
   *
   * @return fails with an {@link UnavailableException} when the store does not answer within the
   *     limit; it may be repeated then
   */
  public CompletableFuture<PostOutcome> post(Post post, Deadline limit) {
    return post.conversation().isGroup() || keepsPrivate.getAsBoolean()
        ? postAndWatch(post, limit).thenApply(PostResult::outcome)
        : CompletableFuture.failedFuture(
            new UnavailableException(
                "a route of an earlier version still runs, which cannot read this; retry later",
                null));
  }

  /**
   * Posts as {@link #post}. Of a private message the result also tells whether a connection of the
   * receiver took it.
   */
  CompletableFuture<PostResult> postAndWatch(Post post, Deadline limit) {
    return within(limit, posts.post(post, limit.before(STORE_TIME)));
  }

  /** How many messages to one user a message to a group counts as. */
  public int weight(long groupId) {
    return online.weight(groupId);
  }

  /**
   * Makes a group. Repeated with the same id of the call it answers the same group.
   *
   * @param creator becomes its owner; {@link #SYSTEM} makes one without an owner
   * @param clientMsgId names the call for a day, among those of its creator
   * @param members beside the creator, at most 127
   * @return fails as {@link #post}, and with a {@link CimException} with {@link
   *     ResultCode#GROUP_FULL} when the creator is in as many groups as they may be
   */
  public CompletableFuture<Created> create(
      StoredAccount creator,
      String clientMsgId,
      String name,
      GroupSettings settings,
      List<Long> members,
      Deadline limit) {
    if (!isKnownEverywhere.getAsBoolean()) {
      return CompletableFuture.failedFuture(
          new UnavailableException(
              "a route of an earlier version still runs, which knows no groups; retry later",
              null));
    }
    Set<Long> users = new LinkedHashSet<>(members);
    if (creator.userId() != ConversationStore.SYSTEM) {
      users.add(creator.userId());
    }
    List<Long> all = List.copyOf(users);
    return within(
        limit,
        store
            .newGroup(creator.userId(), clientMsgId)
            .thenCompose(
                id ->
                    changes
                        .follow(creator.userId(), id, all)
                        .thenCompose(
                            followed -> {
                              checkRoom(creator, followed);
                              byte[] payload = ChangePayload.joined(creator, id, all);
                              return changes.create(
                                  new GroupChange.Create(
                                      id, creator.userId(), name, settings, members, payload),
                                  followed);
                            })
                        .thenApply(outcome -> new Created(id, outcome))));
  }

  private static void checkRoom(StoredAccount creator, Follows followed) {
    boolean isRefused =
        followed.refused().stream().anyMatch(refusal -> refusal.userId() == creator.userId());
    if (isRefused) {
      throw new CimException(
          ResultCode.GROUP_FULL,
          "user " + creator.userId() + " is in as many groups as they may be; leave one first");
    }
  }

  /**
   * Makes users members. What they have not got of an earlier time in the group they get first.
   *
   * @param users any number, each once; a refusal of some of them is in the outcome
   * @return fails as {@link #post}
   */
  public CompletableFuture<ChangeOutcome> add(
      StoredAccount by, long groupId, List<Long> users, Deadline limit) {
    return within(limit, addFrom(by, groupId, users, 0));
  }

  /** So many at once as one change takes, one change after the other. */
  private CompletableFuture<ChangeOutcome> addFrom(
      StoredAccount by, long groupId, List<Long> users, int from) {
    int to = Math.min(users.size(), from + ConversationLimits.USERS_PER_CHANGE);
    CompletableFuture<ChangeOutcome> added =
        changes.add(by, groupId, List.copyOf(users.subList(from, to)));
    return to == users.size()
        ? added
        : added.thenCompose(
            outcome ->
                isDone(outcome)
                    ? addFrom(by, groupId, users, to).thenApply(rest -> join(outcome, rest))
                    : CompletableFuture.completedFuture(outcome));
  }

  private static boolean isDone(ChangeOutcome outcome) {
    return outcome.status() == ChangeOutcome.Status.DONE
        || outcome.status() == ChangeOutcome.Status.UNCHANGED;
  }

  /** One outcome of two changes, the later one standing for both where it did something. */
  private static ChangeOutcome join(ChangeOutcome first, ChangeOutcome second) {
    ChangeOutcome both =
        second.status() != ChangeOutcome.Status.DONE && isDone(second) ? first : second;
    return both.withRefused(first.alsoRefused(second.refused()).refused());
  }

  /**
   * Makes a user a member of an open group who asks for it.
   *
   * @return fails as {@link #post}
   */
  public CompletableFuture<ChangeOutcome> join(StoredAccount user, long groupId, Deadline limit) {
    return within(limit, changes.join(user, groupId));
  }

  /**
   * Makes any other change. Also those who leave by it hear of it.
   *
   * @param change with a payload of {@link ChangePayload}
   * @return fails as {@link #post}
   */
  public CompletableFuture<ChangeOutcome> change(GroupChange change, Deadline limit) {
    return within(limit, changes.change(change));
  }

  private <T> CompletableFuture<T> within(Deadline limit, CompletableFuture<T> call) {
    deadlines.watch(call, limit);
    return call;
  }
}
