package io.crossim.route.delivery;

import io.crossim.common.result.Await;
import io.crossim.persistence.session.Session;
import io.crossim.route.link.ServerLink;
import io.crossim.route.link.ServerLinks;
import io.crossim.route.link.SharedPayload;
import io.crossim.server.api.Push;
import io.crossim.server.api.PushOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Hints at what several users have got at once, to the servers of all of them. Any thread. */
@Slf4j
@RequiredArgsConstructor
final class HintsTogether {

  private final ServerLinks links;

  /** Takes a push, and the sessions of its receiver that a server denies. */
  private final BiConsumer<Push, List<Session>> denied;

  /** The sessions of each receiver. */
  private final Map<Long, List<Session>> places;

  void send(List<Push> pushes, SharedPayload payload) {
    Map<ServerLink, List<Push>> byServer = new LinkedHashMap<>(4);
    for (Push push : pushes) {
      for (ServerLink link : serversOf(push)) {
        byServer.computeIfAbsent(link, l -> new ArrayList<>()).add(push);
      }
    }
    byServer.forEach(
        (link, all) ->
            link.pushes()
                .push(
                    all,
                    payload,
                    (some, outcomes, failure) -> told(link, some, outcomes, failure)));
  }

  private Set<ServerLink> serversOf(Push push) {
    List<Session> sessions = sessions(push);
    if (sessions.size() == 1) {
      ServerLink only = link(sessions.get(0));
      return only == null ? Set.of() : Set.of(only);
    }
    Set<ServerLink> servers = new LinkedHashSet<>();
    for (Session session : sessions) {
      ServerLink link = link(session);
      if (link != null) {
        servers.add(link);
      }
    }
    return servers;
  }

  private List<Session> sessions(Push push) {
    return places.getOrDefault(push.getReceiverId(), List.of());
  }

  private @Nullable ServerLink link(Session session) {
    return links.reachable(session.server(), session.incarnation()).orElse(null);
  }

  private void told(
      ServerLink link,
      List<Push> pushes,
      @Nullable List<PushOutcome> outcomes,
      @Nullable Throwable failure) {
    if (outcomes == null) {
      log.debug(
          "{} pushes to {} failed: {}",
          pushes.size(),
          link.node().name(),
          failure == null ? "no answer" : Await.cause(failure).getMessage());
      return;
    }
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) == PushOutcome.GONE) {
        Push push = pushes.get(i);
        denied.accept(
            push, sessions(push).stream().filter(session -> link(session) == link).toList());
      }
    }
  }
}
