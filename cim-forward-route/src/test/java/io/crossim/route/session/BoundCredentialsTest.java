package io.crossim.route.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.common.result.Await;
import io.crossim.metastore.ServerNode;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.memory.MemorySessionStore;
import io.crossim.route.access.AccountMode;
import io.crossim.route.access.TestAccess;
import io.crossim.route.access.Tokens;
import io.crossim.route.account.Accounts;
import io.crossim.route.account.WatchedAccounts;
import io.crossim.route.api.Bind;
import io.crossim.route.api.BindBatch;
import io.crossim.route.api.BindResult;
import io.crossim.route.delivery.FakeInboxes;
import io.crossim.route.link.FakeGateway;
import io.crossim.route.link.ServerLinks;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions of users whose tokens another route voids: what this route remembers is older. */
class BoundCredentialsTest {

  private static final ServerNode A = new ServerNode("10.0.0.1", 11211, 8081, "a");
  private static final ServerNode B = new ServerNode("10.0.0.2", 11211, 8081, "a");

  private static final int LOGINS_PER_MINUTE = 1;

  private final FakeGateway server = new FakeGateway("a");
  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(8);
  private final ServerLinks links = new ServerLinks(node -> server, () -> "", executor, executor);
  private final WatchedAccounts store = new WatchedAccounts();
  private final MemorySessionStore sessions = new MemorySessionStore(InstantSource.system());
  private final Tokens tokens =
      TestAccess.tokens(InstantSource.system(), "the secret of this test");
  private final Route route = new Route();
  private final Route other = new Route();
  private final StoredAccount ann = route.accounts.register("ann", "a hash");

  /** One that forgets no account that it knows. */
  private final class Route {
    final Accounts accounts = new Accounts(store, new AtomicLong()::incrementAndGet);
    final SessionService binding =
        new SessionService(
            accounts,
            TestAccess.of(AccountMode.OPEN, tokens, accounts),
            sessions,
            new FakeInboxes(),
            new SessionConflicts(links, ConflictPolicy.REPLACE),
            TestAccess.limits(LOGINS_PER_MINUTE),
            user -> {},
            executor);

    BindResult bind(ServerNode at, Bind.Builder bind) {
      BindBatch batch =
          BindBatch.newBuilder()
              .setServer(at.name())
              .setIncarnation(at.incarnation())
              .addBinds(bind)
              .build();
      return binding.bind(batch).join().getResults(0);
    }
  }

  @BeforeEach
  void listServers() {
    links.listed(List.of(A, B));
    await().until(() -> links.candidates().join().servers().size() == 2);
  }

  @AfterEach
  void close() {
    links.close();
    executor.shutdownNow();
  }

  private Bind.Builder login(StoredAccount account, long connection) {
    return Bind.newBuilder()
        .setUserId(account.userId())
        .setUserName(account.userName())
        .setDevice("phone")
        .setConnection(connection);
  }

  private Bind.Builder withToken(StoredAccount account, long connection) {
    return login(account, connection).setToken(tokens.issue(account).token());
  }

  private List<Session> sessionsOf(StoredAccount account) {
    return Await.result(sessions.find(account.userId()));
  }

  @Test
  void aLoginIsBoundByTheVersionOfItsToken() {
    BindResult bound = route.bind(A, withToken(ann, 1));

    assertThat(bound.getCode()).isEqualTo("9000");
    assertThat(bound.getCredentialVersion()).isEqualTo(1);
  }

  @Test
  void aTokenThatWasRevokedElsewhereLeavesNoSession() {
    store.revoke(ann.userId());

    BindResult refused = route.bind(A, withToken(ann, 1));
    assertThat(refused.getCode()).isEqualTo("9103");
    assertThat(refused.getGeneration()).isZero();
    assertThat(sessionsOf(ann)).isEmpty();
  }

  @Test
  void aTokenThatWasRevokedElsewherePutsNobodyOut() {
    Bind.Builder revoked = withToken(ann, 1);
    other.accounts.revoke(ann.userId());
    StoredAccount now = store.find(ann.userId()).orElseThrow();
    assertThat(other.bind(B, withToken(now, 2)).getCode()).isEqualTo("9000");

    assertThat(route.bind(A, revoked).getCode()).isEqualTo("9103");
    assertThat(sessionsOf(ann)).hasSize(1).allMatch(session -> session.connection() == 2);
    assertThat(server.displaced).isEmpty();
  }

  /** So whoever raises the version and looks for sessions then finds it, if this does not. */
  @Test
  void anAccountIsLookedAtWhenItsSessionIsThere() {
    List<Integer> sessionsThere = new ArrayList<>();
    store.onFind = () -> sessionsThere.add(sessionsOf(ann).size());
    route.bind(A, withToken(ann, 1));

    assertThat(sessionsThere).containsExactly(1);
  }

  @Test
  void aLoginWithoutAPasswordIsRefusedWhereTheAccountWasGivenOne() {
    StoredAccount bob = route.accounts.register("bob", null);
    assertThat(route.bind(A, login(bob, 1)).getCredentialVersion()).isZero();
    store.givePassword(bob.userId(), "a hash");

    assertThat(route.bind(A, login(bob, 2)).getCode()).isEqualTo("9103");
  }

  @Test
  void aSessionWhoseTokenWasRevokedIsNotRestored() {
    long generation = route.bind(A, withToken(ann, 1)).getGeneration();
    Bind.Builder again = login(ann, 1).setGeneration(generation).setCredentialVersion(1);
    BindResult restored = route.bind(A, again);
    assertThat(restored.getCode()).isEqualTo("9000");
    assertThat(restored.getCredentialVersion()).isEqualTo(1);

    store.revoke(ann.userId());
    assertThat(route.bind(A, again).getCode()).isEqualTo("9103");
    assertThat(sessionsOf(ann)).isEmpty();
  }

  @Test
  void loginsOfAUserAreBound() {
    for (int connection = 1; connection <= 2 * LOGINS_PER_MINUTE; connection++) {
      assertThat(route.bind(A, withToken(ann, connection)).getCode()).isEqualTo("9000");
      assertThat(route.bind(A, withToken(ann, connection)).getCode())
          .as("a repeat")
          .isEqualTo("9000");
    }

    BindResult refused = route.bind(A, withToken(ann, 7));
    assertThat(refused.getCode()).isEqualTo("6000");
    assertThat(refused.getMessage()).startsWith("too many logins");
    Bind.Builder stranger = withToken(ann, 7).setToken("no token");
    assertThat(route.bind(A, stranger).getCode()).isEqualTo("9103");
  }
}
