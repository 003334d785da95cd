package io.crossim.route.access;

import io.crossim.route.account.Accounts;
import io.crossim.service.credential.ClusterSecret;
import io.crossim.service.limits.LimitsProperties;
import io.crossim.service.limits.Refusals;
import io.crossim.service.limits.TrafficLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Makes what asks for passwords and tokens, with a secret of its own. */
public final class TestAccess {

  public static final String PUSH_KEY = "the key of an application";
  private static final Duration TIME = Duration.ofHours(1);

  private TestAccess() {}

  public static Tokens tokens(InstantSource clock, String... secrets) {
    return new JwtTokens(new ClusterSecret(() -> List.of(secrets), System::nanoTime), clock, TIME);
  }

  public static Access of(AccountMode mode, Tokens tokens, Accounts accounts) {
    return new Access(new SecurityProperties(mode, TIME, List.of(PUSH_KEY)), tokens, accounts);
  }

  /**
   * @param logins of one user in a minute, 0 for no limit
   */
  public static TrafficLimits limits(int logins) {
    return new TrafficLimits(
        new LimitsProperties(0, 0, 0, 0, logins, true),
        new Refusals(new EmbeddedChannel().eventLoop(), new SimpleMeterRegistry()));
  }

  /** One that lets everybody act as accounts without a password. */
  public static Access open(Accounts accounts) {
    return of(
        AccountMode.OPEN, tokens(InstantSource.system(), "the secret of this test"), accounts);
  }
}
