package io.crossim.route.conversation;

import io.crossim.common.protocol.Frame;
import io.crossim.common.result.Await;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore;
import io.crossim.route.delivery.Turns;
import io.crossim.route.link.ServerLink;
import io.crossim.route.link.ServerLinks;
import io.crossim.server.api.Notice;
import io.crossim.server.api.NoticeBatch;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Brings frames that are stored nowhere to users who are online, one call per server. What fails,
 * or finds no room, is lost. Any thread; never blocks.
 */
@Slf4j
@RequiredArgsConstructor
final class Notices {

  private static final int AT_ONCE = 64;
  private static final int MOST_WAITING = 10_000;

  private final SessionStore sessions;
  private final ServerLinks links;

  private final Turns turns = new Turns("notices", AT_ONCE, MOST_WAITING);

  void send(Collection<Long> receivers, Frame frame) {
    if (receivers.isEmpty()) {
      return;
    }
    turns
        .take(() -> sessions.findAll(receivers).thenCompose(places -> write(places, frame)))
        .exceptionally(
            e -> {
              log.debug("a notice is lost: {}", Await.cause(e).getMessage());
              return null;
            });
  }

  private CompletableFuture<Void> write(List<Session> places, Frame frame) {
    Map<ServerLink, Set<Long>> servers = new LinkedHashMap<>();
    for (Session place : places) {
      links
          .reachable(place.server(), place.incarnation())
          .filter(ServerLink::takesConversations)
          .ifPresent(
              link ->
                  servers.computeIfAbsent(link, l -> new LinkedHashSet<>()).add(place.userId()));
    }
    CompletableFuture<?>[] calls = new CompletableFuture<?>[servers.size()];
    int next = 0;
    for (Map.Entry<ServerLink, Set<Long>> server : servers.entrySet()) {
      NoticeBatch batch =
          NoticeBatch.newBuilder()
              .addNotices(
                  Notice.newBuilder()
                      .addAllReceiverIds(server.getValue())
                      .setFrame(frame.toByteString()))
              .build();
      calls[next++] = server.getKey().call(gateway -> gateway.notices(batch));
    }
    return CompletableFuture.allOf(calls);
  }
}
