package io.crossim.route.session;

import io.crossim.common.result.Await;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.session.Session;
import io.crossim.route.link.ServerLink;
import io.crossim.route.link.ServerLinks;
import io.crossim.server.api.DisplaceRequest;
import io.crossim.server.api.ProbeReply;
import io.crossim.server.api.SessionRef;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Judges an older session by its server and its connection, and tells it that it is over. Never
 * blocks.
 */
@Slf4j
@RequiredArgsConstructor
public final class SessionConflicts {

  /** What the call of a probe may take beside the client's answer. */
  private static final int CALL_MS = 200;

  private static final CompletableFuture<Boolean> NO = CompletableFuture.completedFuture(false);

  private final ServerLinks links;
  private final ConflictPolicy policy;

  /**
   * Whether one of these sessions keeps a newcomer out.
   *
   * @param wait how long a client may take to answer; the verdict takes hardly longer
   */
  public CompletableFuture<Boolean> block(List<Session> sessions, Duration wait) {
    if (policy != ConflictPolicy.REJECT) {
      return NO;
    }
    CompletableFuture<Boolean> any = NO;
    for (Session session : sessions) {
      any = any.thenCombine(answers(session, wait), Boolean::logicalOr);
    }
    return any;
  }

  ConflictPolicy policy() {
    return policy;
  }

  private CompletableFuture<Boolean> answers(Session session, Duration wait) {
    SessionRef asked = ref(session).toBuilder().setWaitMs((int) wait.toMillis()).build();
    return links
        .live(session.server(), session.incarnation())
        .thenCompose(link -> link.map(server -> probe(server, asked, wait)).orElse(NO));
  }

  private static CompletableFuture<Boolean> probe(
      ServerLink link, SessionRef asked, Duration wait) {
    return link.call(server -> server.probe(asked))
        .thenApply(ProbeReply::getAnswers)
        .exceptionally(
            e -> {
              log.debug(
                  "{} was not reached for a probe: {}",
                  link.node().name(),
                  Await.cause(e).getMessage());
              return false;
            })
        .completeOnTimeout(false, wait.toMillis() + CALL_MS, TimeUnit.MILLISECONDS);
  }

  /** Tells the connection of a session that a newer one took its place. Never fails. */
  void displace(Session session) {
    end(session, ResultCode.REPEAT_LOGIN, "this user has logged in again elsewhere");
  }

  /** Tells the connection of a session that it is over. Never fails. */
  void end(Session session, ResultCode code, String text) {
    DisplaceRequest request =
        DisplaceRequest.newBuilder()
            .setSession(ref(session))
            .setCode(code.code())
            .setText(text)
            .build();
    links
        .reachable(session.server(), session.incarnation())
        .ifPresent(
            link ->
                link.call(server -> server.displace(request))
                    .whenComplete(
                        (reply, failure) -> {
                          if (failure != null) { // a server that is away comes back with a restore
                            log.debug(
                                "{} was not told of the end of a session: {}",
                                session.server(),
                                Await.cause(failure).getMessage());
                          }
                        }));
  }

  private static SessionRef ref(Session session) {
    return SessionRef.newBuilder()
        .setUserId(session.userId())
        .setDevice(session.device())
        .setConnection(session.connection())
        .build();
  }
}
