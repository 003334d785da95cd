package io.crossim.route.session;

import io.crossim.common.result.CimException;
import io.crossim.persistence.session.Session;
import io.crossim.route.link.ServerLinks;
import io.crossim.server.api.SessionRef;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** Judges an older session by its server and its connection, and tells it that it is over. */
@Slf4j
@RequiredArgsConstructor
public final class SessionConflicts {

  private final ServerLinks links;
  private final ConflictPolicy policy;

  /** Whether this session keeps a newcomer out. Blocks for one call to its server at most. */
  public boolean blocks(Session session) {
    return policy == ConflictPolicy.REJECT && answers(session);
  }

  private boolean answers(Session session) {
    return links
        .live(session.server(), session.incarnation())
        .map(
            link -> {
              try {
                return link.call(server -> server.probe(ref(session))).getAnswers();
              } catch (CimException e) {
                log.debug("{} was not reached for a probe: {}", session.server(), e.getMessage());
                return false;
              }
            })
        .orElse(false);
  }

  /** Tells the connection of a session that a newer one took its place. Never fails. */
  void displace(Session session) {
    links
        .live(session.server(), session.incarnation())
        .ifPresent(
            link -> {
              try {
                link.call(server -> server.displace(ref(session)));
              } catch (CimException e) { // a server that is away comes back with a restore
                log.debug(
                    "{} was not told of a newer session: {}", session.server(), e.getMessage());
              }
            });
  }

  private static SessionRef ref(Session session) {
    return SessionRef.newBuilder()
        .setUserId(session.userId())
        .setDevice(session.device())
        .setConnection(session.connection())
        .build();
  }
}
