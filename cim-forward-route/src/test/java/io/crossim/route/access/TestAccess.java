package io.crossim.route.access;

import io.crossim.route.account.Accounts;
import io.crossim.service.credential.ClusterSecret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Makes what asks for passwords and tokens, with a secret of its own. */
public final class TestAccess {

  public static final String PUSH_KEY = "the key of an application";
  private static final Duration TIME = Duration.ofHours(1);

  private TestAccess() {}

  public static Tokens tokens(InstantSource clock, String... secrets) {
    return new Tokens(new ClusterSecret(() -> List.of(secrets), System::nanoTime), clock, TIME);
  }

  public static Access of(AccountMode mode, Tokens tokens, Accounts accounts) {
    return new Access(new SecurityProperties(mode, TIME, List.of(PUSH_KEY)), tokens, accounts);
  }

  /** One that lets everybody act as accounts without a password. */
  public static Access open(Accounts accounts) {
    return of(
        AccountMode.OPEN, tokens(InstantSource.system(), "the secret of this test"), accounts);
  }
}
