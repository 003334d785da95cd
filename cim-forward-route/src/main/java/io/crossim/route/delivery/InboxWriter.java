package io.crossim.route.delivery;

import io.crossim.common.result.Await;
import io.crossim.common.trace.MessageTraces;
import io.crossim.common.trace.Step;
import io.crossim.common.trace.TracedPayload;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Stores messages and finds their receivers in one round trip. The sessions are asked for behind
 * the append, never before it: a session that this misses was bound after the message was there, so
 * its server finds the message when it looks where the inbox ends.
 */
@Slf4j
@RequiredArgsConstructor
final class InboxWriter {

  private final InboxStore store;
  private final SessionStore sessions;
  private final MessageTraces traces;

  /**
   * Never blocks.
   *
   * @return one outcome per append, in the same order; fails when the store does
   */
  CompletableFuture<List<Stored>> append(List<Append> batch) {
    long since = System.nanoTime();
    List<Span> spans = spans(batch);
    CompletableFuture<List<AppendOutcome>> appended = store.append(batch);
    if (!spans.isEmpty()) {
      appended.whenComplete((outcomes, failure) -> end(spans, failure));
    }
    Set<Long> receivers = new LinkedHashSet<>();
    for (Append append : batch) {
      receivers.add(append.userId());
    }
    CompletableFuture<List<Session>> found =
        sessions
            .findAll(receivers)
            .exceptionally(
                e -> {
                  log.debug("nobody is told of {} messages: {}", batch.size(), e.getMessage());
                  return List.of();
                });
    return appended.thenCombine(found, (outcomes, places) -> join(batch, outcomes, places, since));
  }

  /** Of those that are followed. */
  private List<Span> spans(List<Append> batch) {
    if (!traces.isOn()) {
      return List.of();
    }
    List<Span> spans = new ArrayList<>(0);
    for (Append append : batch) {
      Span span = traces.follow(Step.STORE, TracedPayload.context(append.payload()));
      if (span.isRecording()) {
        spans.add(span.setAttribute("messaging.batch.message_count", batch.size()));
      }
    }
    return spans;
  }

  private static void end(List<Span> spans, @Nullable Throwable failure) {
    for (Span span : spans) {
      if (failure == null) {
        span.end();
      } else {
        MessageTraces.fail(span, Await.cause(failure));
      }
    }
  }

  private static List<Stored> join(
      List<Append> batch, List<AppendOutcome> outcomes, List<Session> places, long since) {
    Map<Long, List<Session>> byUser = new HashMap<>();
    for (Session session : places) {
      byUser.computeIfAbsent(session.userId(), user -> new ArrayList<>(1)).add(session);
    }
    List<Stored> stored = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      List<Session> sessions = byUser.getOrDefault(batch.get(i).userId(), List.of());
      boolean isLast = i == batch.size() - 1;
      stored.add(new Stored(outcomes.get(i), sessions, isLast ? since : 0));
    }
    return stored;
  }
}
