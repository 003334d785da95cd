package io.crossim.route.session;

import io.crossim.common.result.CimException;
import io.crossim.persistence.session.Session;
import io.crossim.route.link.ServerLinks;
import io.crossim.server.api.SessionRef;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** Judges an older session by its server and its connection, and tells it that it is over. */
@Slf4j
@RequiredArgsConstructor
public final class SessionConflicts {

  /** What the call of a probe may take beside the client's answer. */
  private static final int CALL_MS = 200;

  private final ServerLinks links;
  private final ConflictPolicy policy;
  private final Executor executor;

  /**
   * Whether this session keeps a newcomer out.
   *
   * @param wait how long its client may take to answer; blocks hardly longer
   */
  public boolean blocks(Session session, Duration wait) {
    if (policy != ConflictPolicy.REJECT) {
      return false;
    }
    return CompletableFuture.supplyAsync(() -> answers(session, wait), executor)
        .completeOnTimeout(false, wait.toMillis() + CALL_MS, TimeUnit.MILLISECONDS)
        .join();
  }

  ConflictPolicy policy() {
    return policy;
  }

  private boolean answers(Session session, Duration wait) {
    SessionRef asked = ref(session).toBuilder().setWaitMs((int) wait.toMillis()).build();
    return links
        .live(session.server(), session.incarnation())
        .map(
            link -> {
              try {
                return link.call(server -> server.probe(asked)).getAnswers();
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
