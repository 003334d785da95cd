package io.crossim.sdk;

import static io.crossim.sdk.FakeServer.group;
import static io.crossim.sdk.FakeServer.inGroup;
import static io.crossim.sdk.FakeServer.pushed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.ContinuityBroken;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Position;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client and its groups, over a connection to a server that knows them. */
class ClientGroupTest extends ClientFixture {

  private static final Conversation GROUP = Conversation.group(5);

  @BeforeEach
  void knowGroups() {
    server.speaksV3 = true;
    server.features = "conversations";
  }

  @Test
  void saysThatItKnowsConversations() throws Exception {
    started(builder());
    started(builder().earlyAnswers());

    assertThat(server.received(Command.LOGIN_REQUEST))
        .extracting(login -> login.getPropertiesOrThrow("features"))
        .containsExactly("conversations", "conversations,early-ack");
  }

  @Test
  void sendsToAGroupAndTellsThePlace() throws Exception {
    Client client = started(builder());

    SendResult result = get(client.sendToGroup(5, "hello all", "my-id"));

    assertThat(result).isEqualTo(new SendResult("88", 0, SendStatus.STORED, 42));
    assertThat(sent())
        .isEqualTo(
            Message.newBuilder()
                .setConversation(group(5))
                .setBody(utf8("hello all"))
                .setClientMsgId("my-id")
                .build());
    assertThat(route.calls).doesNotContain("/group/send");
  }

  @Test
  void sendsTextsWithMentionsAndAnswers() throws Exception {
    Client client = started(builder());

    get(
        client.send(
            GROUP,
            OutgoingMessage.text("{}")
                .ofType("application/json")
                .answering(41)
                .mentioning(List.of(7L, 9L))
                .mentioningAll()
                .withId("x")));

    Message message = sent();
    assertThat(message.getKind()).isEqualTo(Kind.CONTENT);
    assertThat(message.getContentType()).isEqualTo("application/json");
    assertThat(message.getRefersTo()).isEqualTo(41);
    assertThat(message.getMentionsList()).containsExactly(7L, 9L);
    assertThat(message.getMentionsAll()).isTrue();
  }

  @Test
  void sendsWhatIsDoneToEarlierMessages() throws Exception {
    Client client = started(builder());

    get(client.send(GROUP, OutgoingMessage.edit(41, "better").withId("a")));
    get(client.send(GROUP, OutgoingMessage.recall(41).withId("b")));
    get(client.send(GROUP, OutgoingMessage.reaction(41, "👍").withId("c")));
    get(client.send(GROUP, OutgoingMessage.reactionTakenBack(41, "👍").withId("d")));

    Message edit = Message.newBuilder().setConversation(group(5)).setRefersTo(41).build();
    assertThat(server.received(Command.SEND))
        .extracting(frame -> frame.getMessages(0))
        .containsExactly(
            edit.toBuilder().setKind(Kind.EDIT).setBody(utf8("better")).setClientMsgId("a").build(),
            edit.toBuilder().setKind(Kind.RECALL).setClientMsgId("b").build(),
            edit.toBuilder().setKind(Kind.REACTION).setBody(utf8("👍")).setClientMsgId("c").build(),
            edit.toBuilder()
                .setKind(Kind.REACTION)
                .setBody(utf8("👍"))
                .setRecalled(true)
                .setClientMsgId("d")
                .build());
  }

  @Test
  void refusesAtOnceWhatCannotBeSent() throws Exception {
    Client client = started(builder());
    OutgoingMessage edit = OutgoingMessage.edit(1, "x");

    assertRefused("refersTo: 0 (", () -> OutgoingMessage.edit(0, "x"));
    assertRefused("refersTo: -1 (", () -> OutgoingMessage.recall(-1));
    assertRefused("refersTo: -1 (", () -> OutgoingMessage.text("x").answering(-1));
    assertRefused("reaction: ", () -> OutgoingMessage.reaction(1, "x".repeat(33)));
    assertRefused("reaction: ", () -> OutgoingMessage.reaction(1, ""));
    assertRefused(
        "mentions: 51 users (",
        () -> OutgoingMessage.text("x").mentioning(LongStream.range(1, 52).boxed().toList()));
    assertRefused("clientMsgId: ", () -> OutgoingMessage.text("x").withId(""));
    assertRefused(
        "kind: JOINED (",
        () -> new OutgoingMessage(MessageKind.JOINED, "", "", 1, List.of(), false, false, "x"));
    assertRefused(
        "takesBack: true (",
        () -> new OutgoingMessage(MessageKind.CONTENT, "x", "", 0, List.of(), false, true, "x"));
    assertRefused("kind: EDIT (", () -> client.send(Conversation.ALL, edit));
    assertRefused("limit: 101 (", () -> HistoryRange.last(101));
    assertRefused("before: 5 (", () -> new HistoryRange(5L, 5L, 1));
    assertThat(server.received(Command.SEND)).isEmpty();
  }

  private static void assertRefused(String beginning, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            CimException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.INVALID_ARGUMENT))
        .hasMessageStartingWith(beginning);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7301", "7400", "9300", "9301", "9302", "6000"})
  void aRefusalOfTheClusterFailsTheSend(String code) throws Exception {
    server.answersSends = false;
    Client client = started(builder());
    CompletableFuture<SendResult> send = client.sendToGroup(5, "one", "1");
    await().until(() -> !server.received(Command.SEND).isEmpty());
    server.push(USER, FakeServer.ack(sent(), code));

    assertThat(failure(send))
        .isInstanceOfSatisfying(
            CimException.class, e -> assertThat(e.code().code()).isEqualTo(code));
  }

  @Test
  void aServerWithoutGroupsGetsNoneOfTheirMessagesAndTheOthersAsBefore() throws Exception {
    server.features = "early-ack";
    Client client = started(builder());
    client.markRead(Messages.of(inGroup(1, 1, "x").build()));
    client.typing(GROUP);

    assertThat(failure(client.sendToGroup(5, "hello")))
        .hasMessage("the server is of an earlier version, which has no groups");
    assertThat(failure(client.send(Conversation.user(7), OutgoingMessage.edit(1, "x"))))
        .hasMessageEndingWith("has no groups");
    assertThat(get(client.send(7, "hello")).status()).isEqualTo(SendStatus.PUSHED);
    assertThat(server.received)
        .extracting(Frame::getCmd)
        .doesNotContain(Command.RECEIPT, Command.SIGNAL);
    assertThat(server.received(Command.SEND)).hasSize(1);
  }

  @Test
  void tellsWhatTheLogOfAGroupSaysOfAMessage() throws Exception {
    started(builder());
    server.push(
        USER, pushed(inGroup(1, 42, "hello").addMentions(USER).addMentions(9).setRefersTo(40)));
    server.push(USER, pushed(inGroup(2, 43, "all").setMentionsAll(true)));

    await().until(() -> recorder.messages.size() == 2);
    ReceivedMessage first = recorder.messages.get(0);
    assertThat(first.conversation()).isEqualTo(GROUP);
    assertThat(first.conversationSeq()).isEqualTo(42);
    assertThat(first.conversationMessageId()).isEqualTo("2042");
    assertThat(first.conversationName()).isEqualTo("climbers");
    assertThat(first.kind()).isEqualTo(MessageKind.CONTENT);
    assertThat(first.refersTo()).isEqualTo(40);
    assertThat(first.mentions()).containsExactly(USER, 9L);
    assertThat(first.mentionsMe(USER)).isTrue();
    assertThat(first.mentionsMe(8)).isFalse();
    assertThat(first.isRecalled()).isFalse();
    assertThat(first.senderName()).isEqualTo("user7");
    assertThat(recorder.messages.get(1).mentionsMe(8)).isTrue();
  }

  @Test
  void whatTheUserHasSentFromAnotherDeviceIsPassedOverAndAcknowledged() throws Exception {
    started(builder());
    server.push(USER, pushed(1, "one"));
    server.push(USER, pushed(own(2, 9, "to 9")));
    server.push(USER, pushed(own(3, USER, "a note to myself")));
    server.push(USER, pushed(own(4, 9, "to 9 again")));

    await().until(() -> acknowledged() == 4);
    assertThat(recorder.messages)
        .extracting(ReceivedMessage::text)
        .containsExactly("one", "a note to myself");
  }

  @Test
  void whatTheUserHasSentFromAnotherDeviceIsGivenToWhoWantsIt() throws Exception {
    started(builder().ownMessages(true));
    server.push(USER, pushed(own(1, 9, "to 9")));
    server.push(USER, pushed(own(2, USER, "a note to myself")));

    await().until(() -> recorder.messages.size() == 2);
    ReceivedMessage first = recorder.messages.get(0);
    assertThat(first.conversation()).isEqualTo(Conversation.user(9));
    assertThat(first.conversationSeq()).isEqualTo(40);
    assertThat(first.isOwn(USER)).isTrue();
    assertThat(recorder.messages.get(1).isOwn(USER)).isFalse();
  }

  @Test
  void whatThisClientHasSentDoesNotComeBackToItsListener() throws Exception {
    Client client = started(builder().ownMessages(true));
    get(client.send(9, "from here", "mine"));
    server.push(USER, pushed(own(1, 9, "from here").setClientMsgId("mine")));
    server.push(USER, pushed(own(2, 9, "from there").setClientMsgId("theirs")));

    await().until(() -> acknowledged() == 2);
    assertThat(recorder.messages).extracting(ReceivedMessage::text).containsExactly("from there");
  }

  private static Message.Builder own(long seq, long peer, String text) {
    return Message.newBuilder()
        .setConversation(io.crossim.common.protocol.Conversation.newBuilder().setId(peer))
        .setSeq(seq)
        .setMessageId(1_000 + seq)
        .setConversationSeq(40)
        .setConversationMessageId(2_000 + seq)
        .setSenderId(USER)
        .setBody(utf8(text));
  }

  @Test
  void tellsOfEveryKind() throws Exception {
    started(builder());
    for (int kind = 0; kind < 8; kind++) {
      server.push(USER, pushed(inGroup(1 + kind, 1 + kind, "x").setKindValue(kind)));
    }
    server.push(USER, pushed(inGroup(9, 9, "").setRecalled(true).setKind(Kind.LEFT).addUsers(9)));

    await().until(() -> recorder.messages.size() == 9);
    assertThat(recorder.messages.subList(0, 8))
        .extracting(ReceivedMessage::kind)
        .containsExactly(MessageKind.values());
    assertThat(recorder.messages.get(8).isRecalled()).isTrue();
    assertThat(recorder.messages.get(8).users()).containsExactly(9L);
  }

  /** Collected anew, a message of a group has another place in the inbox, and another id there. */
  @Test
  void aMessageOfAGroupThatIsCollectedAnewIsGivenOnce() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    started(
        builder()
            .listener(message -> seen.add(message.text()))
            .continuityListener(
                new ContinuityListener() {
                  @Override
                  public void onBroken(Reason reason) {
                    seen.add(reason.name());
                  }

                  @Override
                  public void onBroken(Conversation conversation, Reason reason) {
                    seen.add(conversation.id() + " " + reason);
                  }
                }));
    server.push(USER, pushed(inGroup(1, 1, "one")));
    server.push(USER, pushed(2, "private"));
    server.push(USER, pushed(inGroup(3, 2, "two")));
    server.push(
        USER,
        Frame.newBuilder()
            .setCmd(Command.CONTINUITY_BROKEN)
            .setContinuityBroken(
                ContinuityBroken.newBuilder()
                    .setReason(ContinuityBroken.Reason.STORE_WENT_BACK)
                    .setConversation(group(5)))
            .build());
    server.push(USER, pushed(inGroup(4, 1, "one")));
    server.push(USER, pushed(inGroup(5, 2, "two")));
    // The log had lost it, and its sender, who had no answer, has repeated it.
    server.push(
        USER,
        pushed(inGroup(6, 3, "two").setClientMsgId("by-7-2").setConversationMessageId(9_000)));
    server.push(USER, pushed(inGroup(7, 4, "three")));
    server.push(USER, pushed(8, "private"));

    await()
        .untilAsserted(
            () ->
                assertThat(seen)
                    .containsExactly(
                        "one", "private", "two", "5 STORE_WENT_BACK", "three", "private"));
    await().until(() -> acknowledged() == 8);
    assertThat(server.received(Command.SYNC)).isEmpty();
  }

  /** A server holds the place of a gap in the inbox by a message that says nothing. */
  @Test
  void whatOnlyHoldsAPlaceIsAcknowledgedAndNotShown() throws Exception {
    started(builder());
    server.push(USER, pushed(inGroup(1, 1, "one")));
    server.push(
        USER,
        pushed(inGroup(2, 0, "").setRecalled(true).setContentType("application/x-cim-event")));
    await().until(() -> acknowledged() == 2);
    server.push(USER, pushed(inGroup(3, 7, "two")));

    await().until(() -> acknowledged() == 3);
    assertThat(recorder.texts()).containsExactly("one", "two");
  }

  @Test
  void aBreakOfTheInboxDoesNotShowMessagesOfGroupsAgain() throws Exception {
    started(builder());
    server.push(USER, pushed(inGroup(1, 1, "one")));
    server.push(
        USER,
        Frame.newBuilder()
            .setCmd(Command.CONTINUITY_BROKEN)
            .setContinuityBroken(
                ContinuityBroken.newBuilder().setRestart(Position.newBuilder().setEpoch("e2")))
            .build());
    server.push(USER, pushed(inGroup(1, 1, "one").setMessageId(5_001)));
    server.push(USER, pushed(inGroup(2, 2, "two").setMessageId(5_002)));

    await().until(() -> recorder.texts().equals(List.of("one", "two")));
  }

  @Test
  void aListenerOfBreaksThatKnowsNoGroupsIsToldOfTheirs() throws Exception {
    List<ContinuityListener.Reason> told = new CopyOnWriteArrayList<>();
    started(builder().continuityListener(told::add));
    server.push(
        USER,
        Frame.newBuilder()
            .setCmd(Command.CONTINUITY_BROKEN)
            .setContinuityBroken(
                ContinuityBroken.newBuilder()
                    .setReason(ContinuityBroken.Reason.EXPIRED)
                    .setConversation(group(5)))
            .build());

    await().until(() -> told.equals(List.of(ContinuityListener.Reason.EXPIRED)));
  }

  @Test
  void tellsHowFarOthersAreAndWhatTheyDo() throws Exception {
    List<Object> told = new CopyOnWriteArrayList<>();
    started(builder().receiptListener(told::add).signalListener(told::add));
    server.push(
        USER,
        Frame.newBuilder()
            .setCmd(Command.RECEIPT)
            .addReceipts(
                io.crossim.common.protocol.Receipt.newBuilder()
                    .setConversation(group(5))
                    .setUserId(9)
                    .setDelivered(43)
                    .setRead(42))
            .build());
    server.push(
        USER,
        Frame.newBuilder()
            .setCmd(Command.SIGNAL)
            .addSignals(
                io.crossim.common.protocol.Signal.newBuilder()
                    .setConversation(group(5))
                    .setUserId(9))
            .addSignals(
                io.crossim.common.protocol.Signal.newBuilder().setUserId(9).setTypeValue(99))
            .addSignals(
                io.crossim.common.protocol.Signal.newBuilder()
                    .setConversation(group(5))
                    .setUserId(9)
                    .setType(io.crossim.common.protocol.Signal.Type.STOPPED))
            .build());

    await()
        .untilAsserted(
            () ->
                assertThat(told)
                    .containsExactly(
                        new Receipt(GROUP, 9, 43, 42),
                        new Signal(GROUP, 9, Signal.Type.TYPING),
                        new Signal(GROUP, 9, Signal.Type.STOPPED)));
  }

  @Test
  void marksWhatIsReadAndTellsItAgainOverTheNextConnection() throws Exception {
    Client client = started(builder());
    client.markRead(Messages.of(inGroup(1, 41, "x").build()));
    await().until(() -> marks().equals(List.of(41L)));
    client.markRead(Messages.of(inGroup(1, 40, "lower").build()));
    client.markRead(Messages.of(pushed(2, "of no log").getMessages(0)));

    server.dropConnections();

    await().until(() -> marks().equals(List.of(41L, 41L)));
    assertThat(server.received(Command.RECEIPT).get(0).getReceipts(0).getConversation())
        .isEqualTo(group(5));
  }

  @Test
  void tellsThatTheUserIsTyping() throws Exception {
    Client client = started(builder());
    IntStream.range(0, 10).forEach(key -> client.typing(GROUP));
    await().until(() -> !server.received(Command.SIGNAL).isEmpty());
    get(client.sendToGroup(5, "done"));

    assertThat(server.received(Command.SIGNAL)).hasSize(1);
    assertThat(server.received(Command.SIGNAL).get(0).getSignals(0).getConversation())
        .isEqualTo(group(5));
  }

  @Test
  void watchesPresenceAndTellsIt() throws Exception {
    List<Signal> told = new CopyOnWriteArrayList<>();
    Client client = started(builder().signalListener(told::add));
    client.watchPresence(Set.of(7L));
    await().until(() -> !server.received(Command.SUBSCRIBE).isEmpty());
    assertThat(server.received(Command.SUBSCRIBE).get(0).getSubscription().getPresenceList())
        .containsExactly(7L);

    server.push(
        USER,
        Frame.newBuilder()
            .setCmd(Command.SIGNAL)
            .addSignals(presence(7, io.crossim.common.protocol.Signal.Type.ONLINE))
            .addSignals(presence(8, io.crossim.common.protocol.Signal.Type.OFFLINE))
            .build());
    await().until(() -> told.size() == 2);
    assertThat(told)
        .containsExactly(
            new Signal(Conversation.user(7), 7, Signal.Type.ONLINE),
            new Signal(Conversation.user(8), 8, Signal.Type.OFFLINE));
    assertRefused("userIds: 0 (", () -> client.watchPresence(Set.of(0L)));
    assertRefused("userIds: 9007199254740992 (", () -> client.watchPresence(Set.of(1L << 53)));
    assertRefused(
        "userIds: 501 users (",
        () ->
            client.watchPresence(
                LongStream.rangeClosed(1, 501).boxed().collect(Collectors.toSet())));
  }

  private static io.crossim.common.protocol.Signal presence(
      long user, io.crossim.common.protocol.Signal.Type type) {
    return io.crossim.common.protocol.Signal.newBuilder().setUserId(user).setType(type).build();
  }

  private List<Long> marks() {
    return server.received(Command.RECEIPT).stream()
        .flatMap(frame -> frame.getReceiptsList().stream())
        .map(io.crossim.common.protocol.Receipt::getRead)
        .toList();
  }

  private Message sent() {
    return server.received(Command.SEND).get(0).getMessages(0);
  }

  private static ByteString utf8(String text) {
    return ByteString.copyFromUtf8(text);
  }

  private long acknowledged() {
    return server.received(Command.ACK).stream()
        .mapToLong(frame -> frame.getPosition().getSeq())
        .max()
        .orElse(0);
  }
}
