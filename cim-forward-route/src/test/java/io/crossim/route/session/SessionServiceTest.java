package io.crossim.route.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.common.result.Await;
import io.crossim.metastore.ServerNode;
import io.crossim.persistence.account.memory.MemoryAccountStore;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.Follow;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.session.memory.MemorySessionStore;
import io.crossim.route.access.TestAccess;
import io.crossim.route.account.Accounts;
import io.crossim.route.api.Bind;
import io.crossim.route.api.BindBatch;
import io.crossim.route.api.BindResult;
import io.crossim.route.api.Unbind;
import io.crossim.route.api.UnbindBatch;
import io.crossim.route.delivery.FakeInboxes;
import io.crossim.route.link.FakeGateway;
import io.crossim.route.link.ServerLinks;
import java.net.ConnectException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionServiceTest {

  private static final ServerNode A = new ServerNode("10.0.0.1", 11211, 8081, "a");
  private static final ServerNode B = new ServerNode("10.0.0.2", 11211, 8081, "b");

  private final FakeGateway serverA = new FakeGateway("a");
  private final FakeGateway serverB = new FakeGateway("b");
  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(8);
  private final ServerLinks links =
      new ServerLinks(
          node -> Map.of(A.name(), serverA, B.name(), serverB).get(node.name()),
          () -> "",
          executor,
          executor);
  private final Accounts accounts = new Accounts(new MemoryAccountStore(InstantSource.system()));
  private final MemorySessionStore store = new MemorySessionStore(InstantSource.system());
  private final FakeInboxes inboxes = new FakeInboxes();

  /** Those of whom it was told that they are bound, and that no server asks for them. */
  private final List<Long> bound = new CopyOnWriteArrayList<>();

  private long alice;

  @BeforeEach
  void listServers() {
    links.listed(List.of(A, B));
    await().until(() -> links.candidates().join().servers().size() == 2);
    alice = accounts.register("alice", null).userId();
  }

  @AfterEach
  void close() {
    links.close();
    executor.shutdownNow();
  }

  private SessionService binding(ConflictPolicy policy) {
    return new SessionService(
        accounts,
        TestAccess.open(accounts),
        store,
        inboxes,
        new SessionConflicts(links, policy),
        TestAccess.limits(0),
        bound::add,
        executor);
  }

  private BindResult login(SessionService binding, ServerNode server, long connection) {
    return bind(binding, server, connection, 0);
  }

  private BindResult bind(
      SessionService binding, ServerNode server, long connection, long generation) {
    return bind(binding, server, connection, generation, "v2");
  }

  private BindResult bind(
      SessionService binding, ServerNode server, long connection, long generation, String device) {
    BindBatch batch =
        BindBatch.newBuilder()
            .setServer(server.name())
            .setIncarnation(server.incarnation())
            .addBinds(
                Bind.newBuilder()
                    .setUserId(alice)
                    .setUserName("alice")
                    .setDevice(device)
                    .setConnection(connection)
                    .setGeneration(generation))
            .build();
    return binding.bind(batch).join().getResults(0);
  }

  @Test
  void aLoginThatNothingContestsIsBound() {
    BindResult result = login(binding(ConflictPolicy.REJECT), A, 1);
    assertThat(result.getCode()).isEqualTo("9000");
    assertThat(Await.result(store.find(alice)).get(0).generation())
        .isEqualTo(result.getGeneration());
  }

  @Test
  void whoHasNoGroupLacksNothing() {
    SessionService binding = binding(ConflictPolicy.REJECT);
    BindResult login = login(binding, A, 1);

    assertThat(login.getLacksNothing()).isTrue();
    assertThat(bind(binding, A, 1, login.getGeneration()).getLacksNothing()).isTrue();
    assertThat(bound).isEmpty();
  }

  @Test
  void aGroupThatIsFollowedWhileTheSessionIsStoredIsToldOf() {
    inboxes.beforeStates = this::followAGroup;

    assertThat(login(binding(ConflictPolicy.REJECT), A, 1).getLacksNothing()).isFalse();
    assertThat(bound).containsExactly(alice);
  }

  @Test
  void theInboxIsAskedBehindTheSession() {
    inboxes.beforeStates = () -> assertThat(Await.result(store.find(alice))).hasSize(1);

    assertThat(login(binding(ConflictPolicy.REJECT), A, 1).getCode()).isEqualTo("9000");
  }

  private void followAGroup() {
    Await.result(inboxes.follow(List.of(new Follow(alice, ConversationId.group(7)))));
  }

  @Test
  void whoIsBoundAgainIsTold() {
    followAGroup();
    SessionService binding = binding(ConflictPolicy.REJECT);
    long generation = login(binding, A, 1).getGeneration();

    bind(binding, A, 1, generation);

    assertThat(bound).containsExactly(alice, alice);
  }

  @Test
  void nobodyIsToldWhereTheServerAsks() {
    followAGroup();
    BindBatch batch =
        BindBatch.newBuilder()
            .setServer(A.name())
            .setIncarnation("a")
            .setCollects(true)
            .addBinds(Bind.newBuilder().setUserId(alice).setUserName("alice").setDevice("v2"))
            .build();

    assertThat(binding(ConflictPolicy.REPLACE).bind(batch).join().getResults(0).getCode())
        .isEqualTo("9000");
    assertThat(bound).isEmpty();
  }

  @Test
  void aNameThatIsNotTheUsersIsRefused() {
    BindBatch batch =
        BindBatch.newBuilder()
            .setServer(A.name())
            .setIncarnation("a")
            .addBinds(Bind.newBuilder().setUserId(alice).setUserName("mallory").setDevice("v2"))
            .build();
    assertThat(binding(ConflictPolicy.REPLACE).bind(batch).join().getResults(0).getCode())
        .isEqualTo("9100");
    assertThat(Await.result(store.find(alice))).isEmpty();
    assertThat(bound).isEmpty();
  }

  @Test
  void rejectRefusesASecondLoginWhileTheFirstAnswers() {
    SessionService binding = binding(ConflictPolicy.REJECT);
    login(binding, A, 1);
    assertThat(login(binding, B, 7).getCode()).isEqualTo("5000");
    assertThat(Await.result(store.find(alice)).get(0).server()).isEqualTo(A.name());
  }

  @Test
  void rejectLetsALoginReplaceAConnectionThatDoesNotAnswer() {
    SessionService binding = binding(ConflictPolicy.REJECT);
    long first = login(binding, A, 1).getGeneration();
    serverA.answersProbes = false;
    BindResult second = login(binding, B, 7);
    assertThat(second.getCode()).isEqualTo("9000");
    assertThat(second.getGeneration()).isGreaterThan(first);
    await().until(() -> serverA.displaced.size() == 1);
    assertThat(serverA.displaced.get(0).getConnection()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(ConflictPolicy.class)
  void aSessionOnADeadServerIsInNobodysWay(ConflictPolicy policy) {
    SessionService binding = binding(policy);
    login(binding, A, 1);
    serverA.fail(new ConnectException("Connection refused"));
    assertThat(login(binding, B, 7).getCode()).isEqualTo("9000");
  }

  @ParameterizedTest
  @EnumSource(
      value = ConflictPolicy.class,
      names = {"REPLACE", "MULTI"})
  void theNewerLoginTakesOver(ConflictPolicy policy) {
    SessionService binding = binding(policy);
    login(binding, A, 1);
    assertThat(login(binding, B, 7).getCode()).isEqualTo("9000");
    assertThat(Await.result(store.find(alice)))
        .hasSize(1)
        .allMatch(s -> s.server().equals(B.name()));
    await().until(() -> serverA.displaced.size() == 1);
  }

  @Test
  void theLateCloseOfAnOldConnectionLeavesTheNewerSessionAlone() {
    SessionService binding = binding(ConflictPolicy.REPLACE);
    long old = login(binding, A, 1).getGeneration();
    login(binding, B, 7);
    binding.unbind(
        UnbindBatch.newBuilder()
            .addUnbinds(Unbind.newBuilder().setUserId(alice).setDevice("v2").setGeneration(old))
            .build());
    assertThat(Await.result(store.find(alice))).hasSize(1);
  }

  @Test
  void aBoundSessionKnowsTheInboxOfItsOwnDevice() {
    Await.result(inboxes.append(List.of(new Append(alice, "1:x", new byte[1]))));
    BindResult bound = bind(binding(ConflictPolicy.REJECT), A, 1, 0, "phone");
    assertThat(bound.getEpoch()).isNotEmpty();
    assertThat(bound.getHeadSeq()).isEqualTo(1);
    assertThat(inboxes.asked).containsExactly(new InboxDevice(alice, "phone"));
  }

  @Test
  void aLoginWhoseInboxIsAwayIsToBeTriedAgain() {
    SessionService binding = binding(ConflictPolicy.REJECT);
    inboxes.away = true;
    assertThat(login(binding, A, 1).getCode()).isEqualTo("4000");
    BindResult restored = bind(binding, B, 2, 1_000_000_000_000_000L);
    assertThat(restored.getCode()).isEqualTo("9000");
    assertThat(restored.getLacksNothing()).isFalse();
    inboxes.away = false;
  }

  @Test
  void oneUserHasOneSessionWhateverTheDevice() {
    SessionService binding = binding(ConflictPolicy.REJECT);
    long first = bind(binding, A, 1, 0, "phone").getGeneration();
    assertThat(bind(binding, B, 2, 0, "tablet").getCode()).isEqualTo("5000");
    assertThat(Objects.requireNonNull(serverA.probed).getWaitMs()).isEqualTo(2_000);
    Await.result(
        binding.unbind(
            UnbindBatch.newBuilder()
                .addUnbinds(
                    Unbind.newBuilder().setUserId(alice).setDevice("phone").setGeneration(first))
                .build()));
    assertThat(Await.result(store.find(alice))).isEmpty();
  }

  @Test
  void multiKeepsASessionPerDevice() {
    SessionService binding = binding(ConflictPolicy.MULTI);
    bind(binding, A, 1, 0, "phone");
    bind(binding, B, 2, 0, "tablet");
    assertThat(Await.result(store.find(alice))).hasSize(2);
  }

  @Test
  void aRepeatedBindOfOneConnectionKeepsItsGeneration() {
    SessionService binding = binding(ConflictPolicy.REJECT);
    long first = login(binding, A, 1).getGeneration();
    assertThat(login(binding, A, 1).getGeneration()).isEqualTo(first);
  }

  @Test
  void aSessionThatTheStoreLostIsRestored() {
    SessionService binding = binding(ConflictPolicy.REJECT);
    assertThat(bind(binding, A, 1, 1_000).getCode()).isEqualTo("9000");
    assertThat(Await.result(store.find(alice))).hasSize(1);
  }

  @Test
  void aSessionThatHasASuccessorIsNotRestored() {
    SessionService binding = binding(ConflictPolicy.REPLACE);
    long old = login(binding, A, 1).getGeneration();
    login(binding, B, 7);
    assertThat(bind(binding, A, 1, old).getCode()).isEqualTo("5000");
    assertThat(Await.result(store.find(alice))).allMatch(s -> s.server().equals(B.name()));
  }
}
