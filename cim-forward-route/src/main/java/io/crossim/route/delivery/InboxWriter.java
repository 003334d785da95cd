package io.crossim.route.delivery;

import io.crossim.common.result.Await;
import io.crossim.common.result.UnavailableException;
import io.crossim.common.trace.MessageTraces;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore;
import io.crossim.service.outage.OutageLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Stores messages and finds their receivers. The sessions are looked up behind the append, never
 * before it: a session that this misses was bound after the message was there, so its server finds
 * the message when it looks where the inbox ends. Where one store keeps the order of both calls
 * they are made at once, in one round trip; else the look-up waits for the append.
 */
@Slf4j
final class InboxWriter {

  private final InboxStore store;
  private final SessionStore sessions;
  private final MessageTraces traces;
  private final OutageLog outages;

  /**
   * @param from whose messages they are, for the log
   */
  InboxWriter(InboxStore store, SessionStore sessions, MessageTraces traces, String from) {
    this.store = store;
    this.sessions = sessions;
    this.traces = traces;
    this.outages = new OutageLog(log, "messages " + from + " are not stored", System::nanoTime);
  }

  /**
   * Never blocks.
   *
   * @return one outcome per append, in the same order; when the store fails, an {@link
   *     UnavailableException} with words for the sender: the log has the store's own
   */
  CompletableFuture<List<AppendResult>> append(List<Append> batch) {
    long since = System.nanoTime();
    StoreSpans spans = StoreSpans.begin(traces, batch, Append::payload);
    CompletableFuture<List<AppendOutcome>> appended = store.append(batch);
    spans.endWith(appended);
    CompletableFuture<List<AppendOutcome>> stored =
        appended.handle((outcomes, failure) -> known(batch.size(), outcomes, failure));
    boolean keepsOrder = store.orderedBy() == sessions.orderedBy();
    CompletableFuture<List<Session>> found =
        keepsOrder ? places(batch) : stored.thenCompose(outcomes -> places(batch));
    return stored.thenCombine(found, (outcomes, places) -> join(batch, outcomes, places, since));
  }

  /** The sessions of all receivers; none where they cannot be looked up. */
  private CompletableFuture<List<Session>> places(List<Append> batch) {
    Set<Long> receivers = new LinkedHashSet<>();
    for (Append append : batch) {
      receivers.add(append.userId());
    }
    return sessions
        .findAll(receivers)
        .exceptionally(
            e -> {
              log.debug(
                  "the servers of the receivers were not told of {} messages: {}",
                  batch.size(),
                  e.getMessage());
              return List.of();
            });
  }

  private List<AppendOutcome> known(
      int size, @Nullable List<AppendOutcome> outcomes, @Nullable Throwable failure) {
    if (outcomes == null) {
      Throwable cause = failure == null ? new IllegalStateException("no answer") : failure;
      outages.failed(size, String.valueOf(Await.cause(cause).getMessage()));
      throw new UnavailableException("the store takes nothing at present; retry later", cause);
    }
    outages.succeeded();
    return outcomes;
  }

  private static List<AppendResult> join(
      List<Append> batch, List<AppendOutcome> outcomes, List<Session> places, long since) {
    Map<Long, List<Session>> byUser = new HashMap<>();
    for (Session session : places) {
      byUser.computeIfAbsent(session.userId(), user -> new ArrayList<>(1)).add(session);
    }
    List<AppendResult> stored = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      List<Session> sessions = byUser.getOrDefault(batch.get(i).userId(), List.of());
      boolean isLast = i == batch.size() - 1;
      stored.add(new AppendResult(outcomes.get(i), sessions, isLast ? since : 0));
    }
    return stored;
  }
}
