package io.crossim.route.conversation;

import com.google.protobuf.ByteString;
import io.crossim.common.trace.MessageTraces;
import io.crossim.common.trace.Step;
import io.crossim.common.trace.TracedPayload;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.session.Session;
import io.crossim.route.link.SharedPayload;
import io.crossim.server.api.Push;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;

/**
 * A run on its way to the members who are online: one collect for each of them, whatever the number
 * of entries.
 */
@RequiredArgsConstructor
final class DeliveryRun {

  private final EntryRun run;
  private final MemberList members;
  private final Map<Long, List<Session>> sessions;
  private final DeliveryTools tools;

  /** What is pushed of each entry. */
  private final List<SharedPayload> payloads = new ArrayList<>();

  /**
   * Begins. What cannot be brought is tried again shortly, and then left to the sweeper.
   *
   * @return done when the store has answered for everybody once; never fails
   */
  CompletableFuture<Void> start() {
    Map<Long, Collect> collects = run.collects(members, sessions);
    List<Span> spans = preparePayloads(collects.size());
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
              tools.ended(run, collects.size(), failure);
            });
    return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
        .handle((done, failure) -> null);
  }

  private CompletableFuture<CollectOutcome> collect(Collect collect) {
    return tools.collects().collect(collect, run.cause());
  }

  private CompletableFuture<Void> bring(Collect collect) {
    return collect(collect).thenCompose(outcome -> note(collect, outcome));
  }

  private CompletableFuture<Void> note(Collect collect, CollectOutcome outcome) {
    switch (outcome.status()) {
      case TAKEN -> push(collect, outcome);
      case AHEAD -> {
        if (collect.from().equals(Place.NOWHERE)) { // whoever was faster may be dead
          pushHead(collect.userId(), outcome);
        }
      }
      case BEHIND -> {
        return tools
            .catchUp()
            .of(collect.userId(), run.group(), outcome.cursor(), run.cause())
            .thenAccept(
                result -> {
                  CollectOutcome taken = result.taken();
                  if (taken != null) {
                    pushHead(collect.userId(), taken);
                  }
                });
      }
      case FULL, BROKEN -> {} // they read first; nobody else waits for that
    }
    return CompletableFuture.completedFuture(null);
  }

  /** Pushes what was collected; an entry without a payload has the server read. */
  private void push(Collect collect, CollectOutcome outcome) {
    List<Place> places = collect.places();
    int index = 0;
    for (int i = 0; i < run.entries().size() && index < places.size(); i++) {
      if (run.entries().get(i).place().equals(places.get(index))) {
        hint(
            collect.userId(),
            InboxHint.reference(collect.userId(), outcome, index, places.size()),
            payloads.get(i));
        index++;
      }
    }
  }

  private void pushHead(long user, CollectOutcome outcome) {
    hint(user, InboxHint.head(user, outcome), SharedPayload.NONE);
  }

  private void hint(long user, Push push, SharedPayload payload) {
    var unused = tools.hints().hint(push, payload, sessions.getOrDefault(user, List.of()));
  }

  /** Makes the bytes that all receivers get; answers the spans of entries that are followed. */
  private List<Span> preparePayloads(int receivers) {
    List<Span> spans = new ArrayList<>(0);
    for (Delivery entry : run.entries()) {
      if (entry.payload().isEmpty() || receivers == 0) {
        payloads.add(SharedPayload.NONE);
        continue;
      }
      ByteString payload = EntryMessage.posted(entry.payload(), entry.place(), members.name());
      Span span = tools.traces().follow(Step.PUSH, payload);
      if (span.isRecording()) {
        MessageTraces.name(span, entry.place().messageId());
        spans.add(span);
      }
      payloads.add(new SharedPayload(TracedPayload.with(payload, span), receivers));
    }
    return spans;
  }
}
