package io.crossim.route.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.account.memory.MemoryAccountStore;
import io.crossim.route.access.Access;
import io.crossim.route.access.AccountMode;
import io.crossim.route.access.Caller;
import io.crossim.route.access.TestAccess;
import io.crossim.route.access.Tokens;
import io.crossim.route.account.Accounts;
import io.crossim.service.limits.ClientAddress;
import io.crossim.service.limits.LimitsProperties;
import io.crossim.service.limits.Refusals;
import io.crossim.service.limits.TrafficLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** Users behind one address, from which two logins may come at once. */
class LoginTrafficTest {

  private static final int AT_ONCE = 2;
  private static final ClientAddress OFFICE =
      ClientAddress.of(new InetSocketAddress("198.51.100.1", 4711));

  private final Accounts accounts = new Accounts(new MemoryAccountStore(InstantSource.system()));
  private final Tokens tokens =
      TestAccess.tokens(InstantSource.system(), "the secret of this test");
  private final Access access = TestAccess.of(AccountMode.OPEN, tokens, accounts);
  private final LoginTraffic traffic = new LoginTraffic(limits(), access, Runnable::run);
  private final StoredAccount ann = accounts.register("ann", "a hash");

  private static TrafficLimits limits() {
    EmbeddedChannel clock = new EmbeddedChannel();
    clock.freezeTime();
    return new TrafficLimits(
        new LimitsProperties(0, 0, 0, AT_ONCE / 2, 0, true),
        new Refusals(clock.eventLoop(), new SimpleMeterRegistry()));
  }

  @Test
  void whoShowsAGoodTokenLeavesTheAddressToOthers() {
    for (int i = 0; i < 20; i++) {
      StoredAccount user = accounts.register("user" + i, "a hash");
      count(user, token(user));
    }

    assertOnlySoMany(ann, null);
  }

  @Test
  void butHeHasABoundOfHisOwn() {
    assertOnlySoMany(ann, token(ann));
    StoredAccount bob = accounts.register("bob", "a hash");
    count(bob, token(bob));
  }

  @Test
  void aTokenThatIsNoneOfHisCountsAsNone() {
    assertOnlySoMany(ann, token(accounts.register("eve", "a hash")));
    assertRefused(ann, "no token");
  }

  @Test
  void aTokenThatWasRevokedCountsAsNone() {
    String token = token(ann);
    accounts.revoke(ann.userId());

    assertOnlySoMany(ann, token);
    assertRefused(ann, null);
  }

  private void assertOnlySoMany(StoredAccount account, String token) {
    for (int i = 0; i < AT_ONCE; i++) {
      count(account, token);
    }
    assertRefused(account, token);
  }

  private void assertRefused(StoredAccount account, String token) {
    assertThatThrownBy(() -> count(account, token))
        .satisfies(
            e ->
                assertThat(((CimException) Await.cause(e)).code())
                    .isEqualTo(ResultCode.REQUEST_LIMIT));
  }

  private void count(StoredAccount account, String token) {
    traffic.count(account.userId(), new Caller(OFFICE, token, true, false)).join();
  }

  private String token(StoredAccount account) {
    return tokens.issue(account).token();
  }
}
