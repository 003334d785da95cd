package io.crossim.route.conversation;

import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ChangeOutcome.Reason;
import io.crossim.persistence.conversation.ChangeOutcome.Refusal;
import io.crossim.persistence.conversation.ChangeOutcome.Status;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.Newcomer;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.inbox.Follow;
import io.crossim.persistence.inbox.InboxStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;

/**
 * Changes groups. Users are followed before they become members: the intent is there first, so
 * whatever dies behind it, their next login finds the group. Any thread; never blocks.
 */
@RequiredArgsConstructor
final class GroupChanges {

  /** How often a change is tried with users who have to be brought something first. */
  private static final int ROUNDS = 3;

  private final ConversationStore store;
  private final InboxStore inboxes;
  private final CatchUp catchUp;
  private final Deliveries deliveries;

  /** Makes a change that adds nobody. */
  CompletableFuture<ChangeOutcome> change(GroupChange change) {
    return store
        .change(change)
        .thenApply(
            outcome -> {
              deliver(change.groupId(), outcome, concerned(change));
              return outcome;
            });
  }

  /** Those who leave by a change: the list of members does not have them any more. */
  private static List<Long> concerned(GroupChange change) {
    if (change instanceof GroupChange.Remove remove) {
      return remove.members();
    }
    return change instanceof GroupChange.Leave ? List.of(change.by()) : List.of();
  }

  private void deliver(long groupId, ChangeOutcome outcome, List<Long> about) {
    if (outcome.status() == Status.DONE) {
      deliveries.begin(Delivery.of(groupId, outcome, about));
    }
  }

  /**
   * Makes a group.
   *
   * @param followed those of its members, and its maker, who find room for it
   */
  CompletableFuture<ChangeOutcome> create(GroupChange.Create create, Follows followed) {
    List<Long> members = followed.users();
    List<Long> others = members.stream().filter(user -> user != create.by()).toList();
    GroupChange.Create known =
        new GroupChange.Create(
            create.groupId(),
            create.by(),
            create.name(),
            create.settings(),
            others,
            create.payload());
    return store
        .change(known)
        .thenApply(
            outcome -> {
              deliver(create.groupId(), outcome, members);
              return outcome.alsoRefused(followed.refused());
            });
  }

  /** Makes a user a member who asks for it. */
  CompletableFuture<ChangeOutcome> join(StoredAccount user, long groupId) {
    byte[] payload = ChangePayload.joined(user, groupId, List.of(user.userId()));
    return add(
        user.userId(),
        groupId,
        List.of(user.userId()),
        newcomers -> new GroupChange.Join(groupId, newcomers.get(0), payload),
        1);
  }

  /**
   * Makes users members.
   *
   * @param users not more than a change may have
   */
  CompletableFuture<ChangeOutcome> add(StoredAccount by, long groupId, List<Long> users) {
    return add(
        by.userId(),
        groupId,
        users,
        newcomers ->
            new GroupChange.Add(
                groupId,
                by.userId(),
                newcomers,
                ChangePayload.joined(
                    by, groupId, newcomers.stream().map(Newcomer::userId).toList())),
        1);
  }

  private CompletableFuture<ChangeOutcome> add(
      long by,
      long groupId,
      List<Long> users,
      Function<List<Newcomer>, GroupChange> change,
      int round) {
    return follow(by, groupId, users)
        .thenCompose(
            followed ->
                followed.cursors().isEmpty()
                    ? CompletableFuture.completedFuture(nobody(followed.refused()))
                    : store
                        .change(change.apply(followed.newcomers()))
                        .thenCompose(
                            outcome -> {
                              deliver(groupId, outcome, added(followed, outcome));
                              return again(by, groupId, outcome, followed, change, round);
                            }));
  }

  private static ChangeOutcome nobody(List<Refusal> refused) {
    return ChangeOutcome.without(Status.UNCHANGED, "", 0, refused);
  }

  private static List<Long> added(Follows followed, ChangeOutcome outcome) {
    List<Long> added = new ArrayList<>(followed.users());
    outcome.refused().forEach(refusal -> added.remove(Long.valueOf(refusal.userId())));
    return added;
  }

  /** Brings what they lack to those who were members before, and then tries with them again. */
  private CompletableFuture<ChangeOutcome> again(
      long by,
      long groupId,
      ChangeOutcome outcome,
      Follows followed,
      Function<List<Newcomer>, GroupChange> change,
      int round) {
    ChangeOutcome known = outcome.alsoRefused(followed.refused());
    List<Long> behind =
        outcome.refused().stream()
            .filter(refusal -> refusal.reason() == Reason.BEHIND)
            .map(Refusal::userId)
            .toList();
    if (behind.isEmpty() || round == ROUNDS) {
      return CompletableFuture.completedFuture(known);
    }
    ConversationId group = ConversationId.group(groupId);
    List<CompletableFuture<CatchUp.Result>> brought = new ArrayList<>(behind.size());
    for (long user : behind) {
      Place cursor = followed.cursors().getOrDefault(user, Place.START);
      brought.add(catchUp.of(user, group, cursor, CollectCause.ADD));
    }
    return CompletableFuture.allOf(brought.toArray(CompletableFuture<?>[]::new))
        .thenCompose(done -> add(by, groupId, behind, change, round + 1))
        .thenApply(second -> merge(known, behind, second));
  }

  /** One outcome of two changes, of which the second one was about users refused by the first. */
  private static ChangeOutcome merge(
      ChangeOutcome first, List<Long> retried, ChangeOutcome second) {
    List<Refusal> refused = new ArrayList<>(second.refused());
    first.refused().stream()
        .filter(refusal -> !retried.contains(refusal.userId()))
        .forEach(refused::add);
    boolean isSecond = second.status() == Status.DONE || first.status() != Status.DONE;
    return (isSecond ? second : first).withRefused(refused);
  }

  /**
   * Notes the intent, for a group and some users.
   *
   * @param by who wants them in it
   */
  CompletableFuture<Follows> follow(long by, long groupId, List<Long> users) {
    ConversationId group = ConversationId.group(groupId);
    return inboxes
        .follow(users.stream().map(user -> new Follow(user, group, by)).toList())
        .thenApply(outcomes -> Follows.of(users, outcomes));
  }
}
