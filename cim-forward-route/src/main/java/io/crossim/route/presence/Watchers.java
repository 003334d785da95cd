package io.crossim.route.presence;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.persistence.account.UserIds;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.Watcher;
import io.crossim.route.api.WatchReply;
import io.crossim.route.api.WatchRequest;
import io.crossim.route.delivery.Turns;
import io.crossim.route.link.ServerLink;
import io.crossim.route.link.ServerLinks;
import io.crossim.server.api.NoticeBatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import lombok.extern.slf4j.Slf4j;

/**
 * Tells servers of users whom they watch: who is online when they ask, and that a session of one
 * has begun or ended. The latter is a hint, upon which a server asks; one that is lost is made good
 * when the server asks the next time anyway. Any thread; never blocks.
 */
@Slf4j
public final class Watchers {

  /** The most users of one request. */
  private static final int MOST_USERS = 1_000;

  private static final BatchBounds HINTS = BatchBounds.ofItems(512, 50_000);
  private static final int CALLS_AT_ONCE = 64;
  private static final int MOST_CALLS = 10_000;

  /** Calls have time limits of their own; this one is for those that lose their answer. */
  private static final long CALL_MS = 10_000;

  private final SessionStore sessions;
  private final ServerLinks links;
  private final BatchLane<Hint, Optional<Void>> hints;
  private final Turns turns = new Turns("hints", CALLS_AT_ONCE, MOST_CALLS);

  private record Hint(long userId, boolean hasBegun) {}

  /**
   * @param executor sets calls off; they do not block it
   */
  public Watchers(SessionStore sessions, ServerLinks links, Executor executor) {
    this.sessions = sessions;
    this.links = links;
    this.hints = BatchLane.async(this::call, executor, HINTS, (Hint hint) -> 0);
  }

  /**
   * Notes that a server watches users, and tells which of them are online: whose session is at a
   * server that lives, as far as this route knows.
   *
   * @return fails with a {@link CimException} for a wrong request, and when the store is away
   */
  public CompletableFuture<WatchReply> watch(WatchRequest request) {
    if (request.getUserIdsCount() > MOST_USERS) {
      throw CimException.invalid(
          "user_ids", request.getUserIdsCount() + " users", "at most " + MOST_USERS);
    }
    Set<Long> users = new LinkedHashSet<>(request.getUserIdsList());
    users.removeIf(user -> user < 1 || user > UserIds.MAX);
    if (users.isEmpty()) {
      return CompletableFuture.completedFuture(WatchReply.getDefaultInstance());
    }
    // The lease first: a session that begins behind the look-up is told of by it.
    return sessions
        .watch(new Watcher(request.getServer(), request.getIncarnation()), users)
        .exceptionally(
            e -> { // a store that takes no writes still tells who is there
              log.debug("{} users are not watched: {}", users.size(), Await.cause(e).getMessage());
              return null;
            })
        .thenCompose(done -> sessions.findAll(users))
        .thenApply(this::online);
  }

  private WatchReply online(List<Session> found) {
    Set<Long> online = new LinkedHashSet<>();
    for (Session session : found) {
      if (links.reachable(session.server(), session.incarnation()).isPresent()) {
        online.add(session.userId());
      }
    }
    return WatchReply.newBuilder().addAllOnlineIds(online).build();
  }

  /** A session of a user has begun. */
  void began(long userId) {
    hint(new Hint(userId, /* hasBegun= */ true));
  }

  /** A session of a user has ended. */
  void ended(long userId) {
    hint(new Hint(userId, /* hasBegun= */ false));
  }

  private void hint(Hint hint) {
    hints
        .submit(hint)
        .exceptionally(
            e -> {
              log.debug("user {} has no hint: {}", hint.userId(), Await.cause(e).getMessage());
              return Optional.empty();
            });
  }

  private CompletionStage<List<Optional<Void>>> call(List<Hint> batch) {
    return sessions
        .watchers(batch.stream().map(Hint::userId).toList())
        .orTimeout(CALL_MS, TimeUnit.MILLISECONDS)
        .thenApply(
            watches -> {
              tell(batch, watches);
              return Collections.nCopies(batch.size(), Optional.empty());
            });
  }

  /** One call for each server. */
  private void tell(List<Hint> batch, List<SessionStore.Watch> watches) {
    Map<Long, List<Watcher>> watchers = new HashMap<>();
    watches.forEach(
        one ->
            watchers.computeIfAbsent(one.userId(), user -> new ArrayList<>()).add(one.watcher()));
    Map<ServerLink, NoticeBatch.Builder> notices = new LinkedHashMap<>();
    for (Hint hint : batch) {
      for (Watcher watcher : watchers.getOrDefault(hint.userId(), List.of())) {
        links
            .reachable(watcher.server(), watcher.incarnation())
            .map(link -> notices.computeIfAbsent(link, one -> NoticeBatch.newBuilder()))
            .ifPresent(
                notice -> {
                  if (hint.hasBegun()) {
                    notice.addBegan(hint.userId());
                  } else {
                    notice.addEnded(hint.userId());
                  }
                });
      }
    }
    notices.forEach(
        (link, notice) ->
            turns
                .take(() -> link.call(gateway -> gateway.notices(notice.build())))
                .exceptionally(
                    e -> {
                      log.debug("hints are lost: {}", Await.cause(e).getMessage());
                      return null;
                    }));
  }
}
