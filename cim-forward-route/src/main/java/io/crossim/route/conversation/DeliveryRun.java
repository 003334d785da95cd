package io.crossim.route.conversation;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.session.Session;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Entries of one conversation, one right behind the other, on their way to the members of a group
 * who are online, or to both users of a pair: one collect for each of them, whatever the number of
 * entries.
 */
final class DeliveryRun {

  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  /** The most entries of one run. */
  private static final int MOST = 64;

  private final List<Delivery> entries;
  private final MemberList members;
  private final Map<Long, List<Session>> sessions;
  private final DeliveryTools tools;
  private final RunPushes pushes;

  /**
   * @param entries one right behind the other
   * @param sessions of those of the members who were online a moment ago
   */
  DeliveryRun(
      List<Delivery> entries,
      MemberList members,
      Map<Long, List<Session>> sessions,
      DeliveryTools tools) {
    this.entries = entries;
    this.members = members;
    this.sessions = sessions;
    this.tools = tools;
    this.pushes = new RunPushes(entries, members.name(), sessions, tools);
  }

  /** Cuts entries of one conversation, in the order of their places, where one is missing. */
  static List<List<Delivery>> split(List<Delivery> sorted) {
    List<List<Delivery>> runs = new ArrayList<>(1);
    for (Delivery next : sorted) {
      List<Delivery> run = runs.isEmpty() ? List.of() : runs.get(runs.size() - 1);
      if (!run.isEmpty() && run.size() < MOST && next.follows(run.get(run.size() - 1))) {
        run.add(next);
      } else {
        runs.add(new ArrayList<>(List.of(next)));
      }
    }
    return runs;
  }

  /**
   * Begins. What cannot be brought is tried again shortly, and then left to the sweeper.
   *
   * @return done when the store has answered for everybody once; never fails
   */
  CompletableFuture<Void> start() {
    Map<Long, Collect> collects = collects();
    List<Span> spans = pushes.prepare(collects.size());
    List<CompletableFuture<?>> asked = new ArrayList<>(collects.size());
    List<CompletableFuture<?>> brought = new ArrayList<>(collects.size());
    collects.forEach(
        (user, collect) -> {
          CompletableFuture<CollectOutcome> outcome = collect(collect);
          asked.add(outcome);
          brought.add(
              outcome
                  .thenCompose(done -> note(collect, done))
                  .handle(
                      (done, failure) ->
                          failure == null
                              ? CompletableFuture.<Void>completedFuture(null)
                              : tools.retries().again(() -> bring(collect), failure))
                  .thenCompose(next -> next));
        });
    CompletableFuture.allOf(brought.toArray(CompletableFuture<?>[]::new))
        .whenComplete(
            (done, failure) -> {
              spans.forEach(span -> span.setAttribute("cim.receivers", collects.size()).end());
              tools.ended(last(), entries, collects.size(), failure);
            });
    return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
        .handle((done, failure) -> null);
  }

  private Delivery first() {
    return entries.get(0);
  }

  private Delivery last() {
    return entries.get(entries.size() - 1);
  }

  private ConversationId conversation() {
    return first().conversation();
  }

  /**
   * What is to be done for each receiver: a member of a group who is online, and either one of a
   * pair, whose inbox gets private messages at any time.
   */
  private Map<Long, Collect> collects() {
    Map<Long, Collect> collects = new HashMap<>();
    for (int i = 0; i < members.size(); i++) {
      long user = members.user(i);
      long joinSeq = members.joinSeq(i);
      boolean isReceiver = sessions.containsKey(user) || !conversation().isGroup();
      if (isReceiver && joinSeq <= last().place().seq()) {
        boolean isKnown =
            !first().previous().equals(Place.NOWHERE) && joinSeq <= first().place().seq();
        collects.put(user, isKnown ? next(user, places(user).size()) : whatIsMissing(user));
      }
    }
    for (Delivery entry : entries) {
      for (long user : entry.about()) {
        if (sessions.containsKey(user)) {
          collects.put(user, whatIsMissing(user));
        }
      }
    }
    return collects;
  }

  /**
   * The entries for a member who has all before them. Their own messages are left out where no
   * other device of theirs is online: this one knows what it has sent.
   */
  private Collect next(long user, int devices) {
    List<Place> places = new ArrayList<>(entries.size());
    for (Delivery entry : entries) {
      if (!entry.isOwn(user) || devices > 1) {
        places.add(entry.place());
      }
    }
    return new Collect(user, conversation(), first().previous(), last().place(), places);
  }

  /** Whether what a user has sent to another one is nothing new to any device of theirs. */
  private boolean knowsOwn(long user) {
    return !conversation().isGroup() && places(user).size() <= 1;
  }

  private Collect whatIsMissing(long user) {
    return new Collect(user, conversation(), Place.NOWHERE, last().place(), List.of());
  }

  /** Where a user was when the sessions were looked up. */
  private List<Session> places(long user) {
    return sessions.getOrDefault(user, List.of());
  }

  private CompletableFuture<CollectOutcome> collect(Collect collect) {
    return tools.collects().collect(collect, first().cause());
  }

  private CompletableFuture<Void> bring(Collect collect) {
    return collect(collect).thenCompose(outcome -> note(collect, outcome));
  }

  private CompletableFuture<Void> note(Collect collect, CollectOutcome outcome) {
    switch (outcome.status()) {
      case TAKEN -> pushes.push(collect, outcome);
      case AHEAD -> {
        if (collect.from().equals(Place.NOWHERE)) { // whoever was faster may be dead
          pushes.pushHead(collect.userId(), outcome);
        }
      }
      case BEHIND -> {
        return tools
            .catchUp()
            .of(
                collect.userId(),
                conversation(),
                outcome.cursor(),
                first().cause(),
                knowsOwn(collect.userId()))
            .thenCompose(
                result -> {
                  CollectOutcome taken = result.taken();
                  if (taken != null) {
                    pushes.pushHead(collect.userId(), taken);
                  }
                  return result.isFull() ? waitForRoom(collect.userId()) : DONE;
                });
      }
      case FULL -> {
        return waitForRoom(collect.userId());
      }
      case BROKEN -> {}
    }
    return DONE;
  }

  /** They read first, and nobody else waits for that. A group they follow since they joined. */
  private CompletableFuture<Void> waitForRoom(long user) {
    return conversation().isGroup() ? DONE : tools.collects().note(user, conversation());
  }
}
