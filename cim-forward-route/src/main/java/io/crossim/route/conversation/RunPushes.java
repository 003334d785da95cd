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
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Pushes what a {@link DeliveryRun} has collected to the servers of its receivers. What is lost on
 * the way is in the inbox. Any thread; never blocks.
 */
@Slf4j
@RequiredArgsConstructor
final class RunPushes {

  private final EntryRun run;

  /** Of the group. */
  private final String name;

  /** Where members of a group were before it was collected. */
  private final Map<Long, List<Session>> sessions;

  private final DeliveryTools tools;

  /** What is pushed of each entry; of a pair it lacks what each of them sees in their own way. */
  private final List<SharedPayload> payloads = new ArrayList<>();

  /** Makes the bytes of the entries; answers the spans of those that are followed. */
  List<Span> prepare(int receivers) {
    List<Span> spans = new ArrayList<>(0);
    for (Delivery entry : run.entries()) {
      if (entry.payload().isEmpty() || receivers == 0) {
        payloads.add(SharedPayload.NONE);
        continue;
      }
      ByteString payload =
          run.conversation().isGroup()
              ? seen(entry.payload(), entry.place(), /* reader= */ 0)
              : entry.payload();
      Span span = tools.traces().follow(Step.PUSH, payload);
      if (span.isRecording()) {
        MessageTraces.name(span, entry.place().messageId());
        spans.add(span);
      }
      payloads.add(new SharedPayload(TracedPayload.with(payload, span), receivers));
    }
    return spans;
  }

  private ByteString seen(ByteString payload, Place place, long reader) {
    return EntryMessage.posted(
        payload, place, new SeenConversation(run.conversation(), reader, name));
  }

  /** What one of a pair gets of an entry. */
  private SharedPayload payload(int entry, long user) {
    SharedPayload payload = payloads.get(entry);
    return payload.bytes().isEmpty()
        ? payload
        : new SharedPayload(seen(payload.bytes(), run.entries().get(entry).place(), user), 1);
  }

  /** Begins to gather what is pushed to several members at once. */
  MemberPushes together() {
    return new MemberPushes(run, payloads, sessions, tools.hints());
  }

  /**
   * Pushes what was collected, or adds it to what goes to several members; an entry without a
   * payload has the server read.
   */
  void push(Collect collect, CollectOutcome outcome, MemberPushes together) {
    if (collect.places().isEmpty()) {
      return;
    }
    if (run.conversation().isGroup()) {
      together.add(collect, outcome);
    } else {
      orNobody(
          collect.userId(),
          sessionsOf(collect.userId()).thenAccept(there -> push(collect, outcome, there)));
    }
  }

  private void push(Collect collect, CollectOutcome outcome, List<Session> there) {
    run.each(
        collect,
        (i, index) -> {
          Delivery entry = run.entries().get(i);
          CompletableFuture<Boolean> taken =
              tools
                  .hints()
                  .hint(
                      InboxHint.reference(
                          collect.userId(),
                          outcome,
                          index,
                          collect.places().size(),
                          entry.storedAt()),
                      payload(i, collect.userId()),
                      there);
          if (!entry.isOwn(collect.userId())) {
            taken.thenAccept(entry.taken()::complete);
          }
        });
  }

  /** Tells the servers of a user how far the inbox reaches. */
  void pushHead(long user, CollectOutcome outcome) {
    orNobody(
        user,
        sessionsOf(user)
            .thenCompose(
                there ->
                    tools.hints().hint(InboxHint.head(user, outcome), SharedPayload.NONE, there))
            .thenAccept(taken -> answer(user, taken)));
  }

  /** No connection of a user takes what others have posted, as far as this run is concerned. */
  void notTaken(long user) {
    answer(user, /* taken= */ false);
  }

  private void answer(long user, boolean taken) {
    for (Delivery entry : run.entries()) {
      if (!entry.isOwn(user)) {
        entry.taken().complete(taken);
      }
    }
  }

  private void orNobody(long user, CompletableFuture<Void> pushed) {
    pushed.exceptionally(
        e -> {
          log.debug("the servers of user {} were not told", user, e);
          notTaken(user);
          return null;
        });
  }

  /**
   * Where a user is now: a device that was bound before the collect did not find in the inbox what
   * was collected.
   */
  private CompletableFuture<List<Session>> sessionsOf(long user) {
    return tools.sessions().of(user);
  }
}
