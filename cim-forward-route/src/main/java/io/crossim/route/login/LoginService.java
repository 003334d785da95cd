package io.crossim.route.login;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.metastore.ServerNode;
import io.crossim.persistence.session.Session;
import io.crossim.route.access.PasswordCheck;
import io.crossim.route.access.Proof;
import io.crossim.route.access.Tokens;
import io.crossim.route.api.Token;
import io.crossim.route.link.ServerLinks;
import io.crossim.route.selection.SelectionStrategy;
import io.crossim.route.session.SessionConflicts;
import io.crossim.route.session.SessionLookup;
import io.crossim.service.clock.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the server of a login. Nothing is bound here: that happens when the connection is there,
 * so a client that never connects leaves nothing behind.
 */
@RequiredArgsConstructor
public final class LoginService {

  private static final Duration PROBE_WAIT = Duration.ofMillis(800);

  /** What the probe leaves of the caller's time for its own calls, and for the rest. */
  private static final Duration REST = Duration.ofMillis(300);

  private final PasswordCheck passwords;
  private final Tokens tokens;
  private final SessionLookup sessions;
  private final SessionConflicts conflicts;
  private final ServerLinks links;
  private final SelectionStrategy strategy;

  /**
   * Answers a server that lives; never blocks.
   *
   * @param isWebSocket whether it has to take WebSocket
   * @return fails with a {@link CimException} with {@link ResultCode#ACCOUNT_MISMATCH}, {@link
   *     ResultCode#PASSWORD_WRONG}, {@link ResultCode#REPEAT_LOGIN} or {@link ResultCode#NO_SERVER}
   */
  public CompletableFuture<Login> login(
      long userId, String userName, Proof proof, boolean isWebSocket) {
    return passwords
        .check(userId, userName, proof)
        .thenCompose(
            account ->
                choose(userId, proof.limit(), isWebSocket)
                    .thenApply(
                        server ->
                            new Login(
                                userId,
                                server,
                                account.credential() == null ? null : tokens.issue(account))));
  }

  /**
   * A login that may go on.
   *
   * @param token null for an account without a password
   */
  public record Login(long userId, ServerNode server, @Nullable Token token) {}

  private CompletableFuture<ServerNode> choose(long userId, Deadline limit, boolean isWebSocket) {
    return sessions
        .of(userId)
        .thenCompose(held -> refuseRepeated(held, limit))
        .thenCompose(free -> links.candidates())
        .thenApply(
            candidates ->
                strategy
                    .select(isWebSocket ? candidates.takingWebSocket() : candidates, userId)
                    .orElseThrow(
                        () ->
                            new CimException(
                                ResultCode.NO_SERVER,
                                "no cim-server is available: none is registered and answers"
                                    + (isWebSocket ? " and takes WebSocket" : "")
                                    + "; retry later")));
  }

  /**
   * Refuses a login whose user is logged in already. A login that has little time left, because its
   * password waited for its turn, may be let on here; the server that it goes to asks once more.
   */
  private CompletableFuture<Void> refuseRepeated(List<Session> held, Deadline limit) {
    Duration left = limit.before(REST).left();
    Duration wait = left.isNegative() ? Duration.ZERO : left;
    return conflicts
        .block(held, wait.compareTo(PROBE_WAIT) < 0 ? wait : PROBE_WAIT)
        .thenAccept(
            blocked -> {
              if (blocked) {
                throw new CimException(ResultCode.REPEAT_LOGIN, ResultCode.REPEAT_LOGIN.text());
              }
            });
  }
}
