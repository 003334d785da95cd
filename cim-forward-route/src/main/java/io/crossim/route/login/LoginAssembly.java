package io.crossim.route.login;

import com.github.benmanes.caffeine.cache.Ticker;
import io.crossim.route.access.Access;
import io.crossim.route.access.HashingQueue;
import io.crossim.route.access.PasswordChanges;
import io.crossim.route.access.PasswordCheck;
import io.crossim.route.access.PasswordComparison;
import io.crossim.route.access.Tokens;
import io.crossim.route.account.Accounts;
import io.crossim.route.link.ServerLinks;
import io.crossim.route.selection.SelectionStrategy;
import io.crossim.route.session.SessionConflicts;
import io.crossim.route.session.SessionEnd;
import io.crossim.route.session.SessionLookup;
import io.crossim.service.limits.TrafficLimits;
import java.util.concurrent.Executor;
import lombok.Getter;
import lombok.experimental.Accessors;

/** What stands behind registration and login, wired to each other. */
@Getter
@Accessors(fluent = true)
public final class LoginAssembly {

  private final AccountService accounts;
  private final Placement placement;

  /** Wires them. */
  public LoginAssembly(Inputs inputs, Sessions sessions, Servers servers) {
    Accounts known = inputs.accounts;
    PasswordComparison comparison = new PasswordComparison(inputs.hashing, Ticker.systemTicker());
    PasswordCheck passwords = new PasswordCheck(known, inputs.access, comparison, inputs.blocking);
    accounts =
        new AccountService(
            inputs.traffic,
            new LoginTraffic(inputs.traffic, inputs.access, inputs.blocking),
            known,
            passwords,
            new PasswordChanges(known, inputs.access, comparison, inputs.blocking),
            inputs.tokens,
            new LoginService(
                passwords,
                inputs.tokens,
                sessions.lookup,
                sessions.conflicts,
                servers.links,
                servers.strategy),
            new SessionEnd(sessions.lookup, sessions.conflicts),
            inputs.blocking);
    placement = new Placement(servers.links, servers.strategy);
  }

  /**
   * What they ask.
   *
   * @param blocking runs what waits for the account store
   */
  public record Inputs(
      Accounts accounts,
      Access access,
      Tokens tokens,
      HashingQueue hashing,
      TrafficLimits traffic,
      Executor blocking) {}

  /** Where the sessions of users are found, and ended. */
  public record Sessions(SessionLookup lookup, SessionConflicts conflicts) {}

  /**
   * The servers that users are sent to.
   *
   * @param strategy chooses one
   */
  public record Servers(ServerLinks links, SelectionStrategy strategy) {}
}
