package io.crossim.route.delivery;

import com.google.protobuf.UnsafeByteOperations;
import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.SessionStore.SessionKey;
import io.crossim.route.link.ServerLink;
import io.crossim.route.link.ServerLinks;
import io.crossim.server.api.Push;
import io.crossim.server.api.PushOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.extern.slf4j.Slf4j;

/**
 * Hints at stored messages to the servers of their receivers. A hint that fails changes nothing:
 * the message is in the inbox, and the receiver's server finds it there.
 */
@Slf4j
public final class PushHints {

  private static final int LANES = 8;
  private static final long MEGABYTE = 1L << 20;
  private static final BatchBounds BOUNDS = new BatchBounds(512, MEGABYTE, 5_000, 8 * MEGABYTE);

  private final SessionStore sessions;
  private final ServerLinks links;
  private final Executor executor;
  private final List<BatchLane<Push, CompletableFuture<Boolean>>> lanes;

  /**
   * @param executor runs the calls to the session store, which block
   */
  public PushHints(SessionStore sessions, ServerLinks links, Executor executor) {
    this.sessions = sessions;
    this.links = links;
    this.executor = executor;
    this.lanes =
        Stream.generate(
                () ->
                    new BatchLane<Push, CompletableFuture<Boolean>>(
                        this::start, executor, BOUNDS, push -> push.getPayload().size()))
            .limit(LANES)
            .toList();
  }

  /**
   * Pushes a stored message; never blocks and never fails.
   *
   * @return whether a live connection took it
   */
  CompletableFuture<Boolean> hint(Append append, AppendOutcome stored) {
    Push push =
        Push.newBuilder()
            .setReceiverId(append.userId())
            .setEpoch(stored.epoch())
            .setSeq(stored.seq())
            .setMessageId(stored.messageId())
            .setStoredAt(stored.storedAt())
            .setPayload(UnsafeByteOperations.unsafeWrap(append.payload()))
            .build();
    return lanes
        .get(Math.floorMod(Long.hashCode(append.userId()), LANES))
        .submit(push)
        .thenCompose(started -> started)
        .exceptionally(
            e -> {
              log.debug("a push came to nothing: {}", e.getMessage());
              return false;
            });
  }

  /** Hands a batch to the servers' own lanes, and does not wait for them. */
  private List<CompletableFuture<Boolean>> start(List<Push> pushes) {
    Set<Long> receivers = pushes.stream().map(Push::getReceiverId).collect(Collectors.toSet());
    Map<Long, Map<ServerLink, List<Session>>> places = places(receivers);
    List<CompletableFuture<Boolean>> started = new ArrayList<>(pushes.size());
    for (Push push : pushes) {
      started.add(start(push, places.getOrDefault(push.getReceiverId(), Map.of())));
    }
    return started;
  }

  private Map<Long, Map<ServerLink, List<Session>>> places(Set<Long> receivers) {
    Map<Long, Map<ServerLink, List<Session>>> places = new LinkedHashMap<>();
    for (Session session : Await.result(sessions.findAll(receivers))) {
      links
          .live(session.server(), session.incarnation())
          .ifPresent(
              link ->
                  places
                      .computeIfAbsent(session.userId(), id -> new LinkedHashMap<>())
                      .computeIfAbsent(link, server -> new ArrayList<>())
                      .add(session));
    }
    return places;
  }

  private CompletableFuture<Boolean> start(Push push, Map<ServerLink, List<Session>> servers) {
    CompletableFuture<Boolean> taken = CompletableFuture.completedFuture(false);
    for (Map.Entry<ServerLink, List<Session>> server : servers.entrySet()) {
      CompletableFuture<Boolean> here =
          server
              .getKey()
              .push(push)
              .handle(
                  (outcome, failure) -> {
                    if (outcome == PushOutcome.GONE) {
                      correct(server.getValue());
                    }
                    return outcome == PushOutcome.TAKEN;
                  });
      taken = taken.thenCombine(here, Boolean::logicalOr);
    }
    return taken;
  }

  /** Takes away what the server denies: these very generations, so never a newer session. */
  private void correct(List<Session> stale) {
    List<SessionKey> keys =
        stale.stream().map(s -> new SessionKey(s.userId(), s.device(), s.generation())).toList();
    try {
      executor.execute(() -> unbind(keys));
    } catch (RejectedExecutionException e) {
      log.debug("a stale session stays, because this route ends");
    }
  }

  private void unbind(List<SessionKey> keys) {
    try {
      sessions.unbind(keys);
    } catch (CimException e) { // the next push tries again
      log.debug("a stale session was not corrected: {}", e.getMessage());
    }
  }
}
