package io.crossim.route.presence;

import io.crossim.common.result.Await;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.session.Session;
import io.crossim.route.api.Account;
import io.crossim.route.link.ServerFanOut;
import io.crossim.route.link.ServerLink;
import io.crossim.route.link.ServerLinks;
import io.crossim.route.session.SessionLookup;
import io.crossim.server.api.FetchRequest;
import io.crossim.server.api.GatewayApi;
import io.crossim.server.api.OnlineReply;
import io.crossim.server.api.OnlineRequest;
import io.crossim.server.api.OnlineUser;
import io.crossim.server.api.ReleaseRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** Tells who is online. The registries of the servers are the truth. Never blocks. */
@Slf4j
@RequiredArgsConstructor
public final class Presence {

  private final ServerFanOut servers;
  private final ServerLinks links;
  private final SessionLookup sessions;

  /**
   * The online users by ascending id, each once.
   *
   * @param limit the most users to answer; 0 for all
   * @param after only users with a higher id
   */
  public CompletableFuture<List<Account>> online(int limit, long after) {
    OnlineRequest request = OnlineRequest.newBuilder().setLimit(limit).setAfter(after).build();
    return servers
        .ask(server -> server.online(request))
        .thenApply(all -> merge(all.given(), limit));
  }

  private static List<Account> merge(List<OnlineReply> replies, int limit) {
    TreeMap<Long, Account> users = new TreeMap<>();
    for (OnlineReply reply : replies) {
      for (OnlineUser user : reply.getUsersList()) {
        users.put(user.getUserId(), new Account(user.getUserId(), user.getUserName()));
      }
    }
    return users.values().stream().limit(limit == 0 ? Long.MAX_VALUE : limit).toList();
  }

  /**
   * Asks the servers of a user to push what waits for them. One that fails is passed over: what
   * waits is pushed by and by without being asked for.
   *
   * @return fails with an {@link UnavailableException} when it is not known where they are
   */
  public CompletableFuture<Void> fetch(long userId) {
    FetchRequest request = FetchRequest.newBuilder().setUserId(userId).build();
    return sessions.of(userId).thenCompose(held -> each(held, server -> server.fetch(request)));
  }

  /**
   * Hints that a user is gone: their servers end connections that are closed or silent, and let
   * their next login replace one that lives. Never fails, because it is no more than a hint.
   */
  public CompletableFuture<Void> release(long userId) {
    ReleaseRequest request = ReleaseRequest.newBuilder().setUserId(userId).build();
    return sessions
        .of(userId)
        .thenCompose(held -> each(held, server -> server.release(request)))
        .exceptionally(
            e -> {
              log.debug("a call of /offLine failed: {}", Await.cause(e).getMessage());
              return null;
            });
  }

  private <T> CompletableFuture<Void> each(
      List<Session> held, Function<GatewayApi, CompletableFuture<T>> call) {
    Set<ServerLink> asked = new LinkedHashSet<>();
    held.forEach(
        session -> links.reachable(session.server(), session.incarnation()).ifPresent(asked::add));
    return CompletableFuture.allOf(
        asked.stream()
            .map(link -> link.call(call).handle((answer, failure) -> logged(failure)))
            .toArray(CompletableFuture<?>[]::new));
  }

  private static boolean logged(@org.jspecify.annotations.Nullable Throwable failure) {
    if (failure != null) {
      log.debug("a server was not told: {}", Await.cause(failure).getMessage());
    }
    return failure == null;
  }
}
