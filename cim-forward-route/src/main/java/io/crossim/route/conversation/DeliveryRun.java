package io.crossim.route.conversation;

import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.session.Session;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A run on its way to the members of a group who are online, or to both users of a pair: one
 * collect for each of them, whatever the number of entries, and one call for all of them.
 */
final class DeliveryRun {

  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  private final EntryRun run;
  private final MemberList members;
  private final Map<Long, List<Session>> sessions;
  private final DeliveryTools tools;
  private final RunPushes pushes;

  /**
   * @param sessions of those of the members who were online a moment ago
   */
  DeliveryRun(
      EntryRun run, MemberList members, Map<Long, List<Session>> sessions, DeliveryTools tools) {
    this.run = run;
    this.members = members;
    this.sessions = sessions;
    this.tools = tools;
    this.pushes = new RunPushes(run, members.name(), sessions, tools);
  }

  /**
   * Begins. What cannot be brought is tried again shortly, and then left to the sweeper.
   *
   * @return done when the store has answered for everybody once; never fails
   */
  CompletableFuture<Void> start() {
    List<Collect> collects = run.collects(members, sessions);
    List<Span> spans = pushes.prepare(collects.size());
    CompletableFuture<List<CollectOutcome>> asked =
        collects.isEmpty() ? CompletableFuture.completedFuture(List.of()) : collect(collects);
    asked
        .handle(
            (outcomes, failure) ->
                failure == null ? noteAll(collects, outcomes) : tryAgain(collects, failure))
        .thenCompose(next -> next)
        .whenComplete(
            (done, failure) -> {
              spans.forEach(span -> span.setAttribute("cim.receivers", collects.size()).end());
              tools.ended(run, collects.size(), failure);
            });
    return asked.handle((done, failure) -> null);
  }

  /** Whether what a user has sent to another one is nothing new to any device of theirs. */
  private CompletableFuture<Boolean> knowsOwn(long user) {
    return run.conversation().isGroup()
        ? CompletableFuture.completedFuture(false)
        : tools.sessions().of(user).thenApply(found -> found.size() <= 1);
  }

  private CompletableFuture<List<CollectOutcome>> collect(List<Collect> collects) {
    return tools.collects().collect(collects, run.cause());
  }

  private CompletableFuture<Void> tryAgain(List<Collect> collects, Throwable failure) {
    collects.forEach(collect -> pushes.notTaken(collect.userId())); // nobody waits for the next try
    return tools
        .retries()
        .again(
            () -> collect(collects).thenCompose(outcomes -> noteAll(collects, outcomes)), failure);
  }

  /** Goes on with what was collected; what fails of it is tried again, each alone. */
  private CompletableFuture<Void> noteAll(List<Collect> collects, List<CollectOutcome> outcomes) {
    List<CompletableFuture<?>> others = new ArrayList<>(0);
    MemberPushes together = pushes.together();
    for (int i = 0; i < outcomes.size(); i++) {
      Collect collect = collects.get(i);
      CompletableFuture<Void> noted = noteOrFail(collect, outcomes.get(i), together);
      if (noted != DONE) {
        others.add(
            noted
                .handle((done, failure) -> failure == null ? DONE : tryAgain(collect, failure))
                .thenCompose(next -> next));
      }
    }
    together.send();
    return others.isEmpty()
        ? DONE
        : CompletableFuture.allOf(others.toArray(CompletableFuture<?>[]::new));
  }

  private CompletableFuture<Void> tryAgain(Collect collect, Throwable failure) {
    pushes.notTaken(collect.userId());
    return tools
        .retries()
        .again(
            () ->
                tools
                    .collects()
                    .collect(collect, run.cause())
                    .thenCompose(outcome -> noteAgain(collect, outcome)),
            failure);
  }

  private CompletableFuture<Void> noteAgain(Collect collect, CollectOutcome outcome) {
    MemberPushes alone = pushes.together();
    CompletableFuture<Void> noted = note(collect, outcome, alone);
    alone.send();
    return noted;
  }

  /** One that cannot be told must not hold up the others. */
  private CompletableFuture<Void> noteOrFail(
      Collect collect, CollectOutcome outcome, MemberPushes together) {
    try {
      return note(collect, outcome, together);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<Void> note(
      Collect collect, CollectOutcome outcome, MemberPushes together) {
    long user = collect.userId();
    switch (outcome.status()) {
      case TAKEN -> pushes.push(collect, outcome, together);
      case AHEAD -> {
        if (collect.from().equals(Place.NOWHERE)) { // whoever was faster may be dead
          pushes.pushHead(user, outcome);
        } else {
          pushes.notTaken(user);
        }
      }
      case BEHIND -> {
        return knowsOwn(user)
            .thenCompose(
                knows ->
                    tools
                        .catchUp()
                        .of(user, run.conversation(), outcome.cursor(), run.cause(), knows))
            .thenAccept(
                result -> {
                  CollectOutcome taken = result.taken();
                  if (taken != null) {
                    pushes.pushHead(user, taken);
                  } else {
                    pushes.notTaken(user);
                  }
                });
      }
      case FULL, BROKEN -> pushes.notTaken(user); // they read first, and nobody else waits for that
    }
    return DONE;
  }
}
