package io.crossim.route.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossim.common.result.CimException;
import io.crossim.metastore.ServerNode;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionClaim;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.SessionStore.BindAttempt;
import io.crossim.persistence.session.SessionStore.SessionKey;
import io.crossim.persistence.session.memory.MemorySessionStore;
import io.crossim.route.api.WatchReply;
import io.crossim.route.api.WatchRequest;
import io.crossim.route.link.FakeGateway;
import io.crossim.route.link.ServerLinks;
import java.net.ConnectException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What servers are told of users whom they watch. */
class WatchersTest {

  private static final ServerNode A = new ServerNode("10.0.0.1", 11211, 8081, "a");
  private static final ServerNode B = new ServerNode("10.0.0.2", 11211, 8081, "b");
  private static final long BOB = 8;
  private static final long CID = 9;

  private final AtomicLong time = new AtomicLong(1_000_000);
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final FakeGateway serverA = new FakeGateway("a");
  private final FakeGateway serverB = new FakeGateway("b");
  private final ServerLinks links =
      new ServerLinks(
          node -> node.name().equals(A.name()) ? serverA : serverB,
          () -> "",
          Runnable::run,
          executor);
  private final SessionStore store = new MemorySessionStore(() -> Instant.ofEpochMilli(time.get()));
  private final Watchers watchers = new Watchers(store, links, Runnable::run);
  private final SessionStore sessions = new WatchedSessions(store, watchers);

  @BeforeEach
  void list() {
    links.listed(List.of(A, B));
    await().until(() -> links.live().size() == 2);
  }

  @AfterEach
  void stop() {
    links.close();
    executor.shutdownNow();
  }

  private Session bind(long user, ServerNode at) {
    SessionClaim claim = new SessionClaim(user, "v2", at.name(), at.incarnation(), 1);
    return sessions.bind(List.of(new BindAttempt(claim, 0))).join().get(0).session();
  }

  private void unbind(Session session) {
    sessions.unbind(List.of(new SessionKey(session.userId(), "v2", session.generation()))).join();
  }

  private List<Long> watch(ServerNode by, Long... users) {
    return watchers.watch(request(by, List.of(users))).join().getOnlineIdsList();
  }

  private static WatchRequest request(ServerNode by, List<Long> users) {
    return WatchRequest.newBuilder()
        .setServer(by.name())
        .setIncarnation(by.incarnation())
        .addAllUserIds(users)
        .build();
  }

  @Test
  void whoAsksIsToldWhoIsOnlineAndHintedAtWhatChanges() {
    Session bob = bind(BOB, B);
    assertThat(watch(A, BOB, CID, BOB, 0L, -1L)).containsExactly(BOB);

    bind(CID, B);
    unbind(bob);
    assertThat(serverA.began).containsExactly(CID);
    assertThat(serverA.ended).containsExactly(BOB);
    assertThat(serverB.began).isEmpty();
    assertThat(serverB.ended).isEmpty();
    assertThat(watch(A, BOB, CID)).containsExactly(CID);
  }

  @Test
  void aSessionThatIsStoredAgainIsHintedAt() {
    Session bob = bind(BOB, B);
    watch(A, BOB);
    sessions.restore(List.of(bob)).join();
    assertThat(serverA.began).containsExactly(BOB);
  }

  @Test
  void aLeaseEndsUnlessItIsRenewed() {
    watch(A, BOB);
    time.addAndGet(80_000);
    watch(A, BOB);
    time.addAndGet(80_000);
    Session bob = bind(BOB, B);
    assertThat(serverA.began).containsExactly(BOB);
    time.addAndGet(SessionStore.WATCH_LASTS.toMillis());
    unbind(bob);
    assertThat(serverA.ended).isEmpty();
  }

  @Test
  void whoseServerIsDeadIsOffline() {
    bind(BOB, B);
    serverB.fail(new ConnectException("Connection refused"));
    links.start();
    await().until(() -> watch(A, BOB).isEmpty());
  }

  @Test
  void aServerThatIsAwayOrReplacedKeepsNobodyFromTheirHints() {
    watch(A, BOB);
    watch(B, BOB);
    watch(new ServerNode(A.host(), A.cimServerPort(), A.httpPort(), "before"), BOB);
    serverB.fail(new ConnectException("Connection refused"));
    bind(BOB, A);
    assertThat(serverA.began).containsExactly(BOB);
  }

  @Test
  void tooManyAndNobody() {
    assertThat(watchers.watch(request(A, List.of())).join())
        .isEqualTo(WatchReply.getDefaultInstance());
    List<Long> many = LongStream.rangeClosed(1, 1_001).boxed().toList();
    assertThatThrownBy(() -> watchers.watch(request(A, many)))
        .isInstanceOf(CimException.class)
        .hasMessage("user_ids: 1001 users (expected: at most 1000)");
  }
}
