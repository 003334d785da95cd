package io.crossim.route.login;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.metastore.ServerNode;
import io.crossim.persistence.session.Session;
import io.crossim.route.account.Accounts;
import io.crossim.route.link.ServerLinks;
import io.crossim.route.selection.SelectionStrategy;
import io.crossim.route.session.SessionConflicts;
import io.crossim.route.session.SessionLookup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import lombok.RequiredArgsConstructor;

/**
 * Chooses the server of a login. Nothing is bound here: that happens when the connection is there,
 * so a client that never connects leaves nothing behind.
 */
@RequiredArgsConstructor
public final class LoginService {

  /** Leaves time for the rest of a /login, which is answered within 2 s. */
  private static final Duration PROBE_WAIT = Duration.ofMillis(800);

  private final Accounts accounts;
  private final SessionLookup sessions;
  private final SessionConflicts conflicts;
  private final ServerLinks links;
  private final SelectionStrategy strategy;

  /** Looks accounts up that are not remembered, which blocks. */
  private final Executor executor;

  /**
   * Answers a server that lives; never blocks.
   *
   * @return fails with a {@link CimException} with {@link ResultCode#ACCOUNT_MISMATCH}, {@link
   *     ResultCode#REPEAT_LOGIN} or {@link ResultCode#NO_SERVER}
   */
  public CompletableFuture<ServerNode> login(long userId, String userName) {
    if (accounts.remembers(userId)) {
      accounts.require(userId, userName);
      return choose(userId);
    }
    return CompletableFuture.runAsync(() -> accounts.require(userId, userName), executor)
        .thenCompose(known -> choose(userId));
  }

  private CompletableFuture<ServerNode> choose(long userId) {
    return sessions
        .of(userId)
        .thenCompose(this::refuseRepeated)
        .thenCompose(free -> links.candidates())
        .thenApply(
            candidates ->
                strategy
                    .select(candidates, userId)
                    .orElseThrow(
                        () ->
                            new CimException(
                                ResultCode.NO_SERVER,
                                "no cim-server is available (expected: one that is registered and"
                                    + " answers)")));
  }

  private CompletableFuture<Void> refuseRepeated(List<Session> held) {
    return conflicts
        .block(held, PROBE_WAIT)
        .thenAccept(
            blocked -> {
              if (blocked) {
                throw new CimException(ResultCode.REPEAT_LOGIN, ResultCode.REPEAT_LOGIN.text());
              }
            });
  }
}
