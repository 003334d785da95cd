package io.crossim.route.login;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.metastore.ServerNode;
import io.crossim.persistence.session.SessionStore;
import io.crossim.route.account.Accounts;
import io.crossim.route.link.ServerLinks;
import io.crossim.route.selection.SelectionStrategy;
import io.crossim.route.session.SessionConflicts;
import java.time.Duration;
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
  private final SessionStore sessions;
  private final SessionConflicts conflicts;
  private final ServerLinks links;
  private final SelectionStrategy strategy;

  /**
   * Answers a server that lives.
   *
   * @throws CimException with {@link ResultCode#ACCOUNT_MISMATCH}, {@link ResultCode#REPEAT_LOGIN}
   *     or {@link ResultCode#NO_SERVER}
   */
  public ServerNode login(long userId, String userName) {
    accounts.require(userId, userName);
    if (Await.result(sessions.find(userId)).stream()
        .anyMatch(held -> conflicts.blocks(held, PROBE_WAIT))) {
      throw new CimException(ResultCode.REPEAT_LOGIN, ResultCode.REPEAT_LOGIN.text());
    }
    return strategy
        .select(links.candidates(), userId)
        .orElseThrow(
            () ->
                new CimException(
                    ResultCode.NO_SERVER,
                    "no cim-server is available (expected: one that is registered and answers)"));
  }
}
