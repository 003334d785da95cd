package io.crossim.route.session;

import com.github.benmanes.caffeine.cache.Ticker;
import io.crossim.common.result.Await;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.session.Session;
import io.crossim.route.link.ServerLink;
import io.crossim.route.link.ServerLinks;
import io.crossim.route.session.PendingEnds.Process;
import io.crossim.server.api.DisplaceRequest;
import io.crossim.server.api.ProbeReply;
import io.crossim.server.api.SessionRef;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lombok.extern.slf4j.Slf4j;

/**
 * Judges an older session by its server and its connection, and tells it that it is over. Never
 * blocks.
 */
@Slf4j
public final class SessionConflicts {

  /** What the call of a probe may take beside the client's answer. */
  private static final int CALL_MS = 200;

  private static final CompletableFuture<Boolean> NO = CompletableFuture.completedFuture(false);

  private final ServerLinks links;
  private final ConflictPolicy policy;
  private final PendingEnds pending;

  public SessionConflicts(ServerLinks links, ConflictPolicy policy) {
    this(links, policy, Ticker.systemTicker());
  }

  /**
   * @param ticker by which what a server could not be told grows old
   */
  SessionConflicts(ServerLinks links, ConflictPolicy policy, Ticker ticker) {
    this.links = links;
    this.policy = policy;
    this.pending = new PendingEnds(ticker);
    links.onAnswer(this::tellPending);
  }

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
                  "a ping did not reach {}: {}", link.node().name(), Await.cause(e).getMessage());
              return false;
            })
        .completeOnTimeout(false, wait.toMillis() + CALL_MS, TimeUnit.MILLISECONDS);
  }

  /** Tells the connection of a session that a newer one took its place. Never fails. */
  void displace(Session session) {
    end(session, ResultCode.REPEAT_LOGIN, "this user has logged in again elsewhere");
  }

  /**
   * Tells the connection of a session that it is over. Never fails: a server that cannot be told
   * now is told when it answers again.
   */
  void end(Session session, ResultCode code, String text) {
    DisplaceRequest request =
        DisplaceRequest.newBuilder()
            .setSession(ref(session))
            .setCode(code.code())
            .setText(text)
            .build();
    Process process = new Process(session.server(), session.incarnation());
    links
        .reachable(process.server(), process.incarnation())
        .ifPresentOrElse(
            link -> tell(link, process, request, () -> pending.add(process, request)),
            () -> later(process, request));
  }

  private void later(Process process, DisplaceRequest request) {
    if (!links.isReplaced(process.server(), process.incarnation())) {
      pending.add(process, request);
    }
  }

  private static void tell(
      ServerLink link, Process process, DisplaceRequest request, Runnable otherwise) {
    link.call(server -> server.displace(request))
        .whenComplete(
            (reply, failure) -> {
              if (failure != null) {
                log.debug(
                    "{} was not told of the end of a session: {}",
                    process.server(),
                    Await.cause(failure).getMessage());
                otherwise.run();
              }
            });
  }

  /** A server answers: it hears what it could not be told before. */
  private void tellPending(ServerLink link) {
    Process process = new Process(link.node().name(), link.node().incarnation());
    for (PendingEnds.End end : pending.take(process)) {
      tell(link, process, end.request(), () -> pending.add(process, end));
    }
  }

  private static SessionRef ref(Session session) {
    return SessionRef.newBuilder()
        .setUserId(session.userId())
        .setDevice(session.device())
        .setConnection(session.connection())
        .build();
  }
}
