package io.crossim.route.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.common.trace.MessageTraces;
import io.crossim.metastore.ServerNode;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.account.memory.MemoryAccountStore;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.EntryKind;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.inbox.Block;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.memory.MemorySessionStore;
import io.crossim.route.account.Accounts;
import io.crossim.route.api.ReadBatch;
import io.crossim.route.api.ReadBatchReply;
import io.crossim.route.api.ReadItem;
import io.crossim.route.api.ReadResult;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.SendBatchReply;
import io.crossim.route.api.SendItem;
import io.crossim.route.api.SendOutcome;
import io.crossim.route.api.SentMessage;
import io.crossim.route.api.UploadItem;
import io.crossim.route.link.FakeGateway;
import io.crossim.route.link.ServerFanOut;
import io.crossim.route.link.ServerLinks;
import io.crossim.server.api.PushOutcome;
import io.crossim.service.clock.Deadline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrivateDeliveryTest {

  private static final long ALICES_SESSION = 77;

  private static final DeliveryMeters METERS = new DeliveryMeters(new SimpleMeterRegistry());

  private static final ServerNode NODE = new ServerNode("10.0.0.1", 11211, 8081, "a");

  private final FakeGateway server = new FakeGateway("a");
  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(8);
  private final ServerLinks links = new ServerLinks(node -> server, () -> "", executor, executor);
  private final MemorySessionStore sessions = new MemorySessionStore(InstantSource.system());
  private final Accounts accounts = new Accounts(new MemoryAccountStore(InstantSource.system()));
  private final StoredAccount alice = accounts.register("alice", null);
  private final long bob = accounts.register("bob", null).userId();
  private final PushHints hints = new PushHints(sessions, links, METERS, MessageTraces.OFF);
  private final FakeGroups groups = new FakeGroups();
  private FakeInboxes inboxes = new FakeInboxes();

  @BeforeEach
  void bindAlice() {
    var bound = new Session(alice.userId(), "v3", "elsewhere:1:2", "b", 1, ALICES_SESSION);
    sessions.restore(List.of(bound)).join();
  }

  @BeforeEach
  void listServer() {
    links.listed(List.of(NODE));
    await().until(() -> links.candidates().join().servers().size() == 1);
  }

  @AfterEach
  void close() {
    links.close();
    executor.shutdownNow();
  }

  private void online(String device, String incarnation) {
    sessions.restore(List.of(new Session(bob, device, NODE.name(), incarnation, 1, 1_000))).join();
  }

  private SentMessage deliver(String... ids) {
    return Await.result(
        new PrivateDelivery(inboxes, sessions, hints, MessageTraces.OFF, executor, executor)
            .deliver(
                List.of(ids).stream()
                    .map(
                        id ->
                            new CheckedMessage(
                                alice,
                                bob,
                                "",
                                ByteString.copyFromUtf8("hi"),
                                OutgoingId.given(id)))
                    .toList(),
                /* trace= */ "",
                /* wantsStatus= */ true,
                Deadline.of(Duration.ofMinutes(1))));
  }

  private SendBatchReply send(SendItem... items) {
    return Await.result(service().send(SendBatch.newBuilder().addAllSends(List.of(items)).build()));
  }

  private MessageService service() {
    BroadcastDelivery group =
        new BroadcastDelivery(new ServerFanOut(links), java.time.Clock.systemUTC(), METERS);
    return new MessageService(
        new Uplink(
            accounts, inboxes, sessions, hints, group, groups, 1_000, MessageTraces.OFF, executor),
        inboxes,
        references -> CompletableFuture.failedFuture(new UnavailableException("none", null)),
        1_000);
  }

  private SendItem item(String id) {
    return SendItem.newBuilder()
        .setSenderId(alice.userId())
        .setGeneration(ALICES_SESSION)
        .setSenderName("somebody else")
        .setConversationId(bob)
        .setBody(ByteString.copyFromUtf8("hi"))
        .setClientMsgId(id)
        .build();
  }

  @Test
  void whereTheyAreKeptMessagesOfClientsGoToTheLogOfBoth() {
    groups.keepsPrivate = true;
    int content = Conversation.Type.USER_VALUE;

    SendBatchReply reply =
        send(
            item("x"),
            item("nobody's").toBuilder()
                .setConversationType(content)
                .setConversationId(99)
                .build());

    assertThat(reply.getOutcomesList())
        .extracting(SendOutcome::getCode, SendOutcome::getConversationSeq, SendOutcome::getSeq)
        .containsExactly(tuple("9000", 1L, 0L), tuple("9100", 0L, 0L));
    assertThat(reply.getOutcomes(0).getPushed()).isTrue();
    assertThat(groups.posted)
        .extracting(Post::conversation, Post::sender, Post::dedupId)
        .containsExactly(
            tuple(ConversationId.pair(alice.userId(), bob), alice.userId(), alice.userId() + ":x"));
    assertThat(inboxes.appended).isEmpty();
  }

  @Test
  void onlyThereTheyCanBeChanged() {
    UploadItem edit =
        UploadItem.newBuilder()
            .setSenderId(alice.userId())
            .setGeneration(ALICES_SESSION)
            .setPayload(
                Message.newBuilder()
                    .setConversation(Conversation.newBuilder().setId(bob))
                    .setKind(Kind.EDIT)
                    .setRefersTo(1)
                    .setBody(ByteString.copyFromUtf8("hello"))
                    .setClientMsgId("e")
                    .build()
                    .toByteString())
            .build();
    SendBatch batch = SendBatch.newBuilder().addUploads(edit).build();

    SendOutcome refused = Await.result(service().send(batch)).getOutcomes(0);
    assertThat(refused.getCode()).isEqualTo("3000");
    assertThat(refused.getText()).startsWith("kind: 1").contains("cim.conversations.private");
    groups.keepsPrivate = true;
    assertThat(Await.result(service().send(batch)).getOutcomes(0).getCode()).isEqualTo("9000");
    assertThat(groups.posted).extracting(Post::kind).containsExactly(EntryKind.EDIT);
  }

  @Test
  void aMessageToSomebodyOfflineIsStored() {
    SentMessage sent = deliver("x");
    assertThat(sent.status()).isEqualTo(SentMessage.Status.STORED);
    assertThat(sent.seq()).isEqualTo(1);
    assertThat(server.pushed).isEmpty();
  }

  @Test
  void aSessionOfADeadProcessIsNone() {
    online("v2", "before-the-restart");
    assertThat(deliver("x").status()).isEqualTo(SentMessage.Status.STORED);
    assertThat(server.pushed).isEmpty();
  }

  @Test
  void manyDevicesOnOneServerAreOnePush() throws Exception {
    online("v2", "a");
    online("phone", "a");
    SentMessage sent = deliver("x");
    assertThat(server.pushed).hasSize(1);
    assertThat(server.pushed.get(0).getSeq()).isEqualTo(1);
    assertThat(server.pushed.get(0).getMessageId()).isEqualTo(Long.parseLong(sent.messageId()));
    Message message = Message.parseFrom(server.pushed.get(0).getPayload());
    assertThat(message.getSenderName()).isEqualTo("alice");
    assertThat(message.getMessageId()).isZero();
  }

  @Test
  void aSessionThatTheServerDeniesIsCorrected() {
    online("v2", "a");
    server.pushOutcome = PushOutcome.GONE;
    deliver("x");
    await().until(() -> Await.result(sessions.find(bob)).isEmpty());
  }

  @Test
  void aPushThatFailsLeavesTheMessageStored() {
    online("v2", "a");
    server.fail(new SocketTimeoutException("slow"));
    assertThat(deliver("x").status()).isEqualTo(SentMessage.Status.STORED);
    assertThat(Await.result(sessions.find(bob))).hasSize(1);
  }

  @Test
  void aRepeatIsStoredOnce() {
    SentMessage first = deliver("x", "y");
    assertThat(deliver("x", "y")).isEqualTo(first);
    assertThat(deliver("z").seq()).isEqualTo(3);
  }

  @Test
  void aFullInboxSaysSo() {
    inboxes = new FakeInboxes(new InboxLimits(Duration.ofDays(1), 1));
    deliver("x");
    assertThatThrownBy(() -> deliver("y"))
        .isInstanceOf(CimException.class)
        .extracting(e -> ((CimException) e).code())
        .isEqualTo(ResultCode.INBOX_FULL);
    assertThat(send(item("z")).getOutcomes(0).getCode()).isEqualTo("7300");
  }

  @Test
  void aBlockedSenderIsToldSo() {
    Await.result(inboxes.block(new Block(bob, alice.userId(), true)));
    assertThatThrownBy(() -> deliver("x"))
        .isInstanceOfSatisfying(
            CimException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.BLOCKED))
        .hasMessage("user " + bob + " takes no messages of this sender");
    SendOutcome outcome = send(item("z")).getOutcomes(0);
    assertThat(outcome.getCode()).isEqualTo("7400");
    assertThat(outcome.getRetry()).isFalse();
  }

  @Test
  void aStoreThatIsAwayStoresNothing() {
    inboxes.away = true;
    assertThatThrownBy(() -> deliver("x")).isInstanceOf(UnavailableException.class);
  }

  @Test
  void whatIsPastItsLimitIsNeverStored() {
    PrivateDelivery delivery =
        new PrivateDelivery(inboxes, sessions, hints, MessageTraces.OFF, executor, executor);
    CheckedMessage late =
        new CheckedMessage(alice, bob, "", ByteString.copyFromUtf8("hi"), OutgoingId.given("x"));
    assertThatThrownBy(
            () ->
                Await.result(
                    delivery.deliver(List.of(late), "", false, Deadline.of(Duration.ofMillis(-1)))))
        .isInstanceOf(UnavailableException.class);
    deliver("y");
    assertThat(inboxes.appended).hasSize(1);
  }

  @Test
  void sendsOfABatchKeepTheirOrderInOneCall() {
    SendBatchReply reply = send(item("1"), item("2"), item("3"));
    assertThat(reply.getOutcomesList()).extracting(SendOutcome::getSeq).containsExactly(1L, 2L, 3L);
    assertThat(inboxes.appended).hasSize(1);
    assertThat(deliver("2").seq()).isEqualTo(2);
  }

  @Test
  void everySendHasItsOwnOutcome() {
    online("v2", "a");
    SendBatchReply reply =
        send(
            item("1"),
            item("").toBuilder().build(),
            item("2").toBuilder().setConversationId(4711).build(),
            item("3").toBuilder().setConversationType(3).build(),
            item("4").toBuilder().setConversationType(2).setConversationId(0).build(),
            item("5").toBuilder().setBody(ByteString.copyFrom(new byte[1_001])).build(),
            item("6"));
    assertThat(reply.getOutcomesList())
        .extracting(SendOutcome::getCode)
        .containsExactly("9000", "3000", "9100", "3000", "9000", "3000", "9000");
    assertThat(reply.getOutcomes(6).getSeq()).isEqualTo(2);
    assertThat(server.broadcasts).hasSize(1);
    assertThat(server.broadcasts.get(0).getClientMsgId()).isEqualTo("4");
  }

  @Test
  void sendsAreUndecidedWhileTheStoreIsAway() {
    inboxes.away = true;
    assertThat(send(item("1"), item("2")).getOutcomesList())
        .allMatch(outcome -> outcome.getRetry() && outcome.getCode().equals("4000"));
  }

  @Test
  void aTextAndTheTextsOfABatchNeverMeet() {
    OutgoingId batch = OutgoingId.given("x");
    assertThat(deliverAll(batch.of(0, 2), batch.of(1, 2)).seq()).isEqualTo(2);
    assertThat(deliver("x#1").seq()).isEqualTo(3);
    assertThat(deliverAll(OutgoingId.made("x")).seq()).isEqualTo(4);
    assertThat(deliverAll(OutgoingId.made("x").of(1, 2)).seq()).isEqualTo(5);
  }

  @Test
  void aTextAndABatchOfThatOneAreTheSame() {
    assertThat(deliver("x").seq()).isEqualTo(1);
    assertThat(deliverAll(OutgoingId.given("x").of(0, 1)).seq()).isEqualTo(1);
  }

  @Test
  void aBatchIsOneRunForTheStore() {
    OutgoingId batch = OutgoingId.given("x");
    deliverAll(batch.of(0, 3), batch.of(1, 3), batch.of(2, 3));
    assertThat(inboxes.appended)
        .singleElement()
        .satisfies(
            call ->
                assertThat(call)
                    .extracting(append -> append.withPrevious())
                    .containsExactly(false, true, true));
  }

  @Test
  void aDamagedInboxConcernsNobodyElse() {
    long eve = accounts.register("eve", null).userId();
    inboxes.broken = eve;
    SendItem toEve = item("2").toBuilder().setConversationId(eve).build();

    SendBatchReply reply = send(item("1"), toEve, item("3"));

    assertThat(reply.getOutcomesList())
        .extracting(SendOutcome::getCode)
        .containsExactly("9000", "9200", "9000");
    assertThat(reply.getOutcomes(1).getText())
        .isEqualTo("the inbox of user " + eve + " is damaged; nothing was stored");
    assertThat(read(eve, bob).getResultsList())
        .extracting(result -> result.getCode())
        .containsExactly("9201", "9000");
  }

  @Test
  void whatIsSentToAllKeepsItsPlaceAmongPrivateMessages() {
    online("v2", "a");
    SendItem all = item("2").toBuilder().setConversationType(2).setConversationId(0).build();
    send(item("1"), all, item("3"), all.toBuilder().setClientMsgId("4").build(), item("5"));

    assertThat(inboxes.appended).extracting(List::size).containsExactly(1, 1, 1);
    assertThat(server.broadcasts)
        .extracting(broadcast -> broadcast.getClientMsgId())
        .containsExactly("2", "4");
  }

  @Test
  void whatFollowsAnUndecidedSendOfItsSenderIsUndecidedToo() {
    inboxes.away = true;
    SendItem all = item("2").toBuilder().setConversationType(2).setConversationId(0).build();

    assertThat(send(item("1"), all).getOutcomesList())
        .allMatch(outcome -> outcome.getRetry() && !outcome.getText().contains("away"));
    assertThat(server.broadcasts).isEmpty();
  }

  @Test
  void anAnswerIsBoundedInBytesAndSaysWhoIsToComeAgain() {
    CheckedMessage large =
        new CheckedMessage(
            alice, bob, "", ByteString.copyFrom(new byte[250_000]), OutgoingId.given("large"));
    Await.result(
        new PrivateDelivery(inboxes, sessions, hints, MessageTraces.OFF, executor, executor)
            .deliver(List.of(large), "", false, Deadline.of(Duration.ofMinutes(1))));
    Long[] often = Collections.nCopies(40, bob).toArray(Long[]::new);

    List<ReadResult> results = read(often).getResultsList();

    long served = results.stream().filter(result -> result.getCode().equals("9000")).count();
    assertThat(served * 250_000).isBetween(4_000_000L, 8_500_000L);
    assertThat(results).hasSize(40);
    assertThat(results.subList((int) served, 40)).allMatch(ReadResult::getLater);
    assertThat(inboxes.queries.get(0)).allMatch(query -> query.maxBytes() == 256 << 10);
  }

  private ReadBatchReply read(Long... users) {
    ReadBatch.Builder batch = ReadBatch.newBuilder();
    for (long user : users) {
      batch.addReads(ReadItem.newBuilder().setUserId(user).setDevice("v2").setLimit(10));
    }
    return Await.result(service().read(batch.build()));
  }

  private SentMessage deliverAll(OutgoingId... ids) {
    return Await.result(
        new PrivateDelivery(inboxes, sessions, hints, MessageTraces.OFF, executor, executor)
            .deliver(
                Stream.of(ids)
                    .map(
                        id -> new CheckedMessage(alice, bob, "", ByteString.copyFromUtf8("hi"), id))
                    .toList(),
                /* trace= */ "",
                /* wantsStatus= */ true,
                Deadline.of(Duration.ofMinutes(1))));
  }

  @Test
  void whatIsStoredIsRead() {
    send(item("1"), item("2"));
    var result =
        service()
            .read(
                ReadBatch.newBuilder()
                    .addReads(ReadItem.newBuilder().setUserId(bob).setDevice("v2").setLimit(10))
                    .build())
            .join()
            .getResults(0);
    assertThat(result.getCode()).isEqualTo("9000");
    assertThat(result.getHeadSeq()).isEqualTo(2);
    assertThat(result.getMessagesList()).hasSize(2);
  }

  @Test
  void aSendOverAConnectionThatIsNotBoundHasNoEffect() {
    SendItem never = item("1").toBuilder().clearGeneration().build();
    SendItem replaced = item("2").toBuilder().setGeneration(ALICES_SESSION - 1).build();
    SendItem toAll =
        never.toBuilder()
            .setConversationType(Conversation.Type.ALL_VALUE)
            .setConversationId(0)
            .build();

    assertThat(send(never, replaced, toAll, item("3")).getOutcomesList())
        .extracting(SendOutcome::getCode, SendOutcome::getUnbound, SendOutcome::getSeq)
        .containsExactly(
            tuple("4000", true, 0L),
            tuple("4000", true, 0L),
            tuple("4000", true, 0L),
            tuple("9000", false, 1L));
    assertThat(server.broadcasts).isEmpty();
  }
}
