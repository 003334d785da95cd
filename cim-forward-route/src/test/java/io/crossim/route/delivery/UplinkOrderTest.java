package io.crossim.route.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Message;
import io.crossim.metastore.ServerNode;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.memory.MemoryAccountStore;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.GroupSettings;
import io.crossim.persistence.conversation.memory.MemoryConversationStore;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.memory.MemorySessionStore;
import io.crossim.route.TestRoute;
import io.crossim.route.account.Accounts;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.SendBatchReply;
import io.crossim.route.api.SendItem;
import io.crossim.route.api.SendOutcome;
import io.crossim.route.api.UploadItem;
import io.crossim.route.assembly.RouteAssembly;
import io.crossim.route.assembly.RouteThreads;
import io.crossim.route.link.FakeGateway;
import io.crossim.server.api.BroadcastReply;
import io.crossim.server.api.PushOutcome;
import io.crossim.service.clock.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order in which a server gets what one sender has sent to one user and to everyone. */
class UplinkOrderTest {

  private static final long SENDERS_SESSION = 77;
  private static final ServerNode NODE = new ServerNode("10.0.0.1", 11211, 8081, "a");

  private final FakeGateway server = new FakeGateway("a");
  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(8);
  private final MemorySessionStore sessions = new MemorySessionStore(InstantSource.system());
  private final AccountStore accountStore = new MemoryAccountStore(InstantSource.system());
  private final Accounts accounts = new Accounts(accountStore);
  private final long alice = accounts.register("alice", null).userId();
  private final long carol = accounts.register("carol", null).userId();
  private final long bob = accounts.register("bob", null).userId();
  private final FakeInboxes inboxes = new FakeInboxes();
  private final TestRoute route =
      new TestRoute(
          new RouteAssembly.Stores(
              accountStore,
              sessions,
              inboxes,
              new MemoryConversationStore(ConversationLimits.DEFAULT, InstantSource.system())),
          node -> server,
          new RouteThreads(Runnable::run, executor, executor));

  @BeforeEach
  void connectBob() {
    route.parts.links().listed(List.of(NODE));
    await().until(() -> route.parts.links().candidates().join().servers().size() == 1);
    sessions
        .restore(
            List.of(
                new Session(bob, "desk", NODE.name(), "a", 1, 1_000),
                new Session(alice, "desk", "elsewhere:1:2", "b", 1, SENDERS_SESSION),
                new Session(carol, "desk", "elsewhere:1:2", "b", 2, SENDERS_SESSION)))
        .join();
  }

  @AfterEach
  void close() {
    route.close();
    executor.shutdownNow();
  }

  @Test
  void messagesToOneAndToAllReachAReceiverInTheOrderOfTheCalls() {
    List<SendItem> items =
        IntStream.range(0, 40)
            .mapToObj(i -> i % 3 == 0 ? toAll(alice, "m" + i) : toBob(alice, "m" + i))
            .toList();

    SendBatchReply reply = send(items);

    assertThat(reply.getOutcomesList()).extracting(SendOutcome::getCode).containsOnly("9000");
    assertThat(server.delivered).isEqualTo(items.stream().map(SendItem::getClientMsgId).toList());
  }

  @Test
  void aServerThatDoesNotAnswerAPushHoldsAMessageToAllUpOnlyShortly() {
    server.answersPushes = false;

    send(List.of(toBob(alice, "1"), toAll(alice, "2"), toBob(alice, "3"), toAll(alice, "4")));

    assertThat(server.delivered).containsExactly("2", "4");
  }

  @Test
  void whatIsNotStoredHoldsBackWhatItsSenderHasBehindItAndNobodyElse() {
    inboxes.away = true;

    SendBatchReply reply =
        send(List.of(toAll(alice, "1"), toBob(alice, "2"), toAll(alice, "3"), toAll(carol, "4")));

    assertThat(reply.getOutcomesList())
        .extracting(SendOutcome::getRetry)
        .containsExactly(false, true, true, false);
    assertThat(server.delivered).containsExactlyInAnyOrder("1", "4");
  }

  @Test
  void theAnswerSaysThatNobodyElseIsOnlineOnlyWhenThatIsKnown() {
    assertThat(nobody(toAll(alice, "1"))).isTrue();
    assertThat(nobody(toBob(alice, "2"))).isFalse();

    server.broadcastReply = BroadcastReply.newBuilder().setReceivers(1).build();
    assertThat(nobody(toAll(alice, "3"))).isFalse();

    server.broadcastReply = BroadcastReply.newBuilder().setMissed(1).build();
    assertThat(nobody(toAll(alice, "4"))).isFalse();

    server.broadcastReply = BroadcastReply.getDefaultInstance();
    server.fail(new IOException("reset"));
    assertThat(nobody(toAll(alice, "5"))).isFalse();
  }

  @Test
  void onlyWhoWantsTheStatusWaitsForTheServerOfTheReceiver() {
    upload(upload("1", false)).join(); // from now on the accounts are remembered
    server.answersPushes = false;

    assertThat(upload(upload("2", false), upload("3", false))).isDone();
    assertThat(upload(upload("4", true)).join().getOutcomesList())
        .extracting(SendOutcome::getCode, SendOutcome::getPushed)
        .containsExactly(tuple("9000", false));
    assertThat(inboxes.appended.stream().mapToInt(List::size).sum()).isEqualTo(4);
  }

  @Test
  void theStatusIsRightForWhoWantsIt() {
    assertThat(upload(upload("1", true)).join().getOutcomes(0).getPushed()).isTrue();
    server.pushOutcome = PushOutcome.LATER;
    assertThat(upload(upload("2", true)).join().getOutcomes(0).getPushed()).isFalse();
  }

  @Test
  void aMessageToAGroupThatDoesNotExistIsRefusedAndHoldsNothingBack() {
    SendBatchReply reply = send(List.of(toGroup(alice, 77, "1"), toBob(alice, "2")));

    assertThat(reply.getOutcomesList())
        .extracting(SendOutcome::getCode, SendOutcome::getRetry)
        .containsExactly(tuple("9300", false), tuple("9000", false));
  }

  @Test
  void messagesToAGroupAreAnsweredWithTheirPlaceInItsLog() {
    long group =
        route
            .parts
            .conversations()
            .conversations()
            .create(
                accounts.require("alice", alice),
                "g",
                "friends",
                GroupSettings.DEFAULT,
                List.of(bob),
                Deadline.of(Duration.ofMinutes(1)))
            .join()
            .groupId();

    SendBatchReply reply =
        send(
            List.of(
                toGroup(alice, group, "1"),
                toBob(alice, "2"),
                toGroup(alice, group, "3"),
                toGroup(carol, group, "4"),
                toGroup(alice, 0, "5")));

    assertThat(reply.getOutcomesList())
        .extracting(SendOutcome::getCode, SendOutcome::getConversationSeq, SendOutcome::getSeq)
        .containsExactly(
            tuple("9000", 2L, 0L),
            tuple("9000", 0L, reply.getOutcomes(1).getSeq()),
            tuple("9000", 3L, 0L),
            tuple("9301", 0L, 0L),
            tuple("3000", 0L, 0L));
    assertThat(reply.getOutcomes(0).getMessageId()).isPositive();
  }

  private static SendItem toGroup(long sender, long group, String id) {
    return item(sender, id)
        .setConversationType(Conversation.Type.GROUP_VALUE)
        .setConversationId(group)
        .build();
  }

  private CompletableFuture<SendBatchReply> upload(UploadItem... items) {
    return route
        .parts
        .messages()
        .send(SendBatch.newBuilder().addAllUploads(List.of(items)).build());
  }

  private UploadItem upload(String id, boolean wantsStatus) {
    return UploadItem.newBuilder()
        .setSenderId(alice)
        .setGeneration(SENDERS_SESSION)
        .setPayload(
            Message.newBuilder()
                .setConversation(Conversation.newBuilder().setId(bob))
                .setBody(ByteString.copyFromUtf8("hi"))
                .setClientMsgId(id)
                .build()
                .toByteString())
        .setWantsStatus(wantsStatus)
        .build();
  }

  private boolean nobody(SendItem item) {
    SendOutcome outcome = send(List.of(item)).getOutcomes(0);
    assertThat(outcome.getCode()).isEqualTo("9000");
    return outcome.getNobody();
  }

  private SendBatchReply send(List<SendItem> items) {
    return route.parts.messages().send(SendBatch.newBuilder().addAllSends(items).build()).join();
  }

  private SendItem toBob(long sender, String id) {
    return item(sender, id).setConversationId(bob).build();
  }

  private static SendItem toAll(long sender, String id) {
    return item(sender, id).setConversationType(Conversation.Type.ALL_VALUE).build();
  }

  private static SendItem.Builder item(long sender, String id) {
    return SendItem.newBuilder()
        .setSenderId(sender)
        .setGeneration(SENDERS_SESSION)
        .setBody(ByteString.copyFromUtf8("hi"))
        .setClientMsgId(id);
  }
}
