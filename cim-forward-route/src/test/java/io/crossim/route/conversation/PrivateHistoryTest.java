package io.crossim.route.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Receipt;
import io.crossim.common.result.Await;
import io.crossim.common.result.UnavailableException;
import io.crossim.common.trace.MessageTraces;
import io.crossim.metastore.RouteNode;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Membership;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.persistence.conversation.Standing;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.StoredMessage;
import io.crossim.persistence.session.Session;
import io.crossim.route.api.CollectRequest;
import io.crossim.route.api.SentMessage;
import io.crossim.route.delivery.CheckedMessage;
import io.crossim.route.delivery.CheckedPost;
import io.crossim.route.delivery.OutgoingId;
import io.crossim.route.delivery.PrivateMessages;
import io.crossim.route.delivery.References;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Private messages that are kept in a log which both users read. */
class PrivateHistoryTest {

  private static final long ANN = 3;
  private static final long BOB = 9;
  private static final ConversationId PAIR = ConversationId.pair(ANN, BOB);

  private ConversationFixture route = new ConversationFixture();
  private final List<CheckedMessage> toInbox = new ArrayList<>();

  @AfterEach
  void close() {
    route.close();
  }

  private SentMessage send(long from, long to, String... texts) {
    List<CheckedMessage> messages = new ArrayList<>();
    OutgoingId id = OutgoingId.given(texts[0]);
    for (int i = 0; i < texts.length; i++) {
      messages.add(
          new CheckedMessage(
              new StoredAccount(from, "user" + from),
              to,
              "",
              ByteString.copyFromUtf8(texts[i]),
              texts.length == 1 ? id : id.of(i, texts.length)));
    }
    PrivateMessages inboxes =
        (all, trace, wantsStatus, limit) -> {
          toInbox.addAll(all);
          return CompletableFuture.completedFuture(
              new SentMessage("1", 1, SentMessage.Status.STORED));
        };
    return Await.result(
        route
            .parts
            .privateMessages(inboxes)
            .deliver(messages, "", true, ConversationFixture.limit()));
  }

  private static Post post(long from, long to, Kind kind, long refersTo, String text) {
    Message content =
        Message.newBuilder()
            .setKind(kind)
            .setRefersTo(refersTo)
            .setBody(ByteString.copyFromUtf8(text))
            .build();
    return CheckedPost.of(
            new StoredAccount(from, "user" + from),
            ConversationId.pair(from, to),
            content,
            OutgoingId.given(text),
            1_000)
        .post("");
  }

  /** Stores a post, and dies before it is brought to anybody. */
  private void postAndDie(long from, long to, Kind kind, long refersTo, String text) {
    Post post = post(from, to, kind, refersTo, text);
    assertThat(Await.result(route.store.post(List.of(post))).get(0).status())
        .isEqualTo(PostOutcome.Status.STORED);
  }

  private List<StoredMessage> inbox(long user) {
    List<InboxPage> pages =
        Await.result(route.inboxes.read(List.of(new InboxQuery(user, "all", null, 1_000))));
    return pages.get(0).messages();
  }

  /** What a user reads. */
  private List<Message> read(long user) {
    List<References.Held> held =
        inbox(user).stream()
            .map(one -> new References.Held(user, Objects.requireNonNull(one.reference())))
            .toList();
    return Await.result(route.parts.references().resolve(held)).stream()
        .map(References.Resolved::payload)
        .map(PrivateHistoryTest::parse)
        .toList();
  }

  private static Message parse(ByteString bytes) {
    try {
      return Message.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private int unfinished() {
    return Await.result(route.store.unfinished(PAIR.shard(), Duration.ZERO, 10)).size();
  }

  private void sweep() {
    Await.result(route.parts.sweeper().sweep(List.of(PAIR.shard()), Duration.ZERO));
  }

  @Test
  void somebodyWhoIsOfflineHasThemInTheInboxInTheirOrder() {
    List<String> texts = IntStream.range(0, 200).mapToObj(i -> "m" + i).toList();
    texts.forEach(text -> send(ANN, BOB, text));

    assertThat(read(BOB)).extracting(one -> one.getBody().toStringUtf8()).isEqualTo(texts);
    Message first = read(BOB).get(0);
    assertThat(first.getConversation()).isEqualTo(user(ANN));
    assertThat(first.getSenderId()).isEqualTo(ANN);
    assertThat(first.getSenderName()).isEqualTo("user3");
    assertThat(first.getClientMsgId()).isEqualTo("m0");
    assertThat(first.getConversationSeq()).isEqualTo(1);
    assertThat(first.getConversationName()).isEmpty();
    assertThat(inbox(ANN)).isEmpty();
    await().until(() -> unfinished() == 0);
    assertThat(toInbox).isEmpty();
  }

  private static Conversation user(long id) {
    return Conversation.newBuilder().setId(id).build();
  }

  @Test
  void theAnswerTellsThePlaceAndWhetherAConnectionTookIt() {
    send(ANN, BOB, "one");

    SentMessage second = send(BOB, ANN, "two");

    assertThat(second.conversationSeq()).isEqualTo(2);
    route.logIn(BOB, "desk");
    assertThat(send(ANN, BOB, "three").status()).isEqualTo(SentMessage.Status.PUSHED);
    assertThat(second.seq()).isZero();
    assertThat(second.status()).isEqualTo(SentMessage.Status.STORED);
  }

  @Test
  void theTextsOfOneRequestStayTogether() {
    SentMessage last = send(ANN, BOB, "a", "b", "c");

    assertThat(last.conversationSeq()).isEqualTo(3);
    assertThat(read(BOB))
        .extracting(
            one -> one.getBody().toStringUtf8(), Message::getBatchIndex, Message::getBatchSize)
        .containsExactly(tuple("a", 0, 3), tuple("b", 1, 3), tuple("c", 2, 3));
  }

  @Test
  void aRepeatIsThereOnce() {
    SentMessage first = send(ANN, BOB, "hello");

    assertThat(send(ANN, BOB, "hello")).isEqualTo(first);

    assertThat(read(BOB)).hasSize(1);
  }

  @Test
  void somebodyOnlineIsPushedTheMessageAndTheSenderNothing() {
    route.logIn(ANN, "desk");
    route.logIn(BOB, "desk");

    send(ANN, BOB, "hello");
    send(BOB, ANN, "hi");

    assertThat(route.pushed(BOB)).containsExactly("hello");
    assertThat(route.pushed(ANN)).containsExactly("hi");
    assertThat(inbox(ANN)).hasSize(1);
  }

  @Test
  void otherDevicesOfTheSenderGetItAsWrittenToTheOtherOne() {
    route.logIn(ANN, "desk");
    route.logIn(ANN, "phone");

    send(ANN, BOB, "hello");

    assertThat(route.pushed(ANN)).contains("hello");
    assertThat(read(ANN))
        .extracting(Message::getConversation, Message::getSenderId)
        .containsExactly(tuple(user(BOB), ANN));
    assertThat(read(BOB)).extracting(Message::getConversation).containsExactly(user(ANN));
  }

  @Test
  void aNoteToOneselfComesToTheOnlyDevice() {
    route.logIn(ANN, "desk");

    send(ANN, ANN, "note");

    assertThat(route.pushed(ANN)).containsExactly("note");
    assertThat(read(ANN)).extracting(Message::getConversation).containsExactly(user(ANN));
  }

  @Test
  void theSystemWritesToo() {
    send(0, BOB, "maintenance tonight");

    assertThat(read(BOB)).extracting(Message::getConversation).containsExactly(user(0));
    assertThat(inbox(0)).isEmpty();
  }

  @Test
  void whatARouteLeavesThatDiesBehindThePostIsBroughtByTheSweeper() {
    postAndDie(ANN, BOB, Kind.CONTENT, 0, "hello");
    assertThat(inbox(BOB)).isEmpty();

    sweep();

    assertThat(read(BOB)).extracting(one -> one.getBody().toStringUtf8()).containsExactly("hello");
    assertThat(inbox(ANN)).as("what the sender knows").isEmpty();
    await().until(() -> unfinished() == 0);
  }

  @Test
  void theNextMessageBringsItToo() {
    route.logIn(ANN, "desk");
    postAndDie(ANN, BOB, Kind.CONTENT, 0, "first");

    send(ANN, BOB, "second");

    assertThat(read(BOB))
        .extracting(one -> one.getBody().toStringUtf8())
        .containsExactly("first", "second");
    assertThat(inbox(ANN)).as("what the sender knows").isEmpty();
  }

  @Test
  void anInboxStoreThatIsAwayHoldsNothingUpAndLosesNothing() {
    route.inboxes.away = true;
    send(ANN, BOB, "hello");
    assertThat(unfinished()).isOne();
    route.inboxes.away = false;

    sweep();

    assertThat(read(BOB)).hasSize(1);
  }

  @Test
  void aFullInboxFailsNoSendAndGetsItWhenThereIsRoom() {
    startWithInboxesOf(2);
    send(ANN, BOB, "one");
    send(ANN, BOB, "two");

    send(ANN, BOB, "three");
    send(7, BOB, "of another one, for the first time");

    assertThat(read(BOB)).hasSize(2);
    await().until(() -> unfinished() == 0);
    acknowledge(BOB, 2);
    collect(CollectRequest.newBuilder().addUserIds(BOB).build());
    assertThat(read(BOB))
        .extracting(one -> one.getBody().toStringUtf8())
        .containsExactlyInAnyOrder("three", "of another one, for the first time");
  }

  private void startWithInboxesOf(int messages) {
    route.close();
    route =
        new ConversationFixture(MessageTraces.OFF, new InboxLimits(Duration.ofDays(30), messages));
  }

  private InboxPage page(long user) {
    return Await.result(route.inboxes.read(List.of(new InboxQuery(user, "all", null, 9)))).get(0);
  }

  private void acknowledge(long user, long seq) {
    InboxState state =
        Await.result(route.inboxes.states(List.of(new InboxDevice(user, "desk")))).get(0);
    Await.result(
        route.inboxes.acknowledge(List.of(new Acknowledgement(user, "desk", state.epoch(), seq))));
  }

  @Test
  void aLoginBringsWhatAFullInboxLacksWhateverFittedInBetween() {
    startWithInboxesOf(2);
    send(ANN, BOB, "one");
    send(ANN, BOB, "two");
    send(ANN, BOB, "three");

    send(BOB, 7, "own");
    acknowledge(BOB, 2);
    send(7, BOB, "fits");
    assertThat(page(BOB).behind()).isTrue();
    collect(CollectRequest.newBuilder().addUserIds(BOB).setBound(true).build());

    assertThat(read(BOB))
        .extracting(one -> one.getBody().toStringUtf8())
        .containsExactly("fits", "three");
    assertThat(page(BOB).behind()).isFalse();
  }

  @Test
  void anInboxThatIsStillFullStaysBehind() {
    startWithInboxesOf(1);
    send(ANN, BOB, "one");
    send(ANN, BOB, "two");
    send(ANN, BOB, "three");
    acknowledge(BOB, 1);

    collect(CollectRequest.newBuilder().addUserIds(BOB).build());

    assertThat(page(BOB).behind()).isTrue();
  }

  @Test
  void whatAFullInboxLacksComesWithoutOnesOwnMessages() {
    startWithInboxesOf(1);
    route.logIn(ANN, "desk");
    send(BOB, ANN, "one");
    send(BOB, ANN, "two");
    send(ANN, BOB, "own");
    acknowledge(ANN, 1);

    collect(CollectRequest.newBuilder().addUserIds(ANN).build());

    assertThat(read(ANN)).extracting(one -> one.getBody().toStringUtf8()).containsExactly("two");
    assertThat(page(ANN).behind()).isFalse();
  }

  @Test
  void nobodyWaitsForAPushThatDoesNotCome() {
    startWithInboxesOf(2);
    route.logIn(BOB, "desk");
    postAndDie(ANN, BOB, Kind.CONTENT, 0, "not brought yet");
    assertThat(taken("one behind")).isCompleted();
    assertThat(taken("one behind")).as("repeated").isCompleted();
    assertThat(taken("one too many")).isCompletedWithValue(false);
    route.inboxes.away = true;
    assertThat(taken("no store")).isCompletedWithValue(false);
  }

  private CompletableFuture<Boolean> taken(String text) {
    Post post = post(ANN, BOB, Kind.CONTENT, 0, text);
    return Await.result(route.parts.uplink().post(List.of(post))).get(0).taken();
  }

  @Test
  void aDeviceThatIsBoundJustBeforeTheCollectIsTold() {
    route.logIn(BOB, "desk");
    route.inboxes.beforeCollect = () -> route.logInAtTheOther(BOB, "phone");

    send(ANN, BOB, "hello");

    assertThat(route.pushed(BOB)).containsExactly("hello");
    assertThat(ConversationFixture.pushed(route.otherServer, BOB)).containsExactly("hello");
  }

  private void collect(CollectRequest request) {
    assertThat(Await.result(route.parts.service().collect(request)).getLaterList()).isEmpty();
  }

  @Test
  void aLoginDoesNotLookAtPrivateConversations() {
    send(ANN, BOB, "hello");
    postAndDie(ANN, BOB, Kind.CONTENT, 0, "not brought yet");

    collect(CollectRequest.newBuilder().addUserIds(BOB).setBound(true).build());

    assertThat(route.places(BOB, PAIR)).containsExactly(1L);
    collect(CollectRequest.newBuilder().addUserIds(BOB).build());
    assertThat(route.places(BOB, PAIR)).containsExactly(1L, 2L);
  }

  @Test
  void editsRecallsAndReactionsComeToTheOtherOne() {
    send(ANN, BOB, "helo");
    send(ANN, BOB, "oops");

    postAndDie(ANN, BOB, Kind.EDIT, 1, "hello");
    postAndDie(ANN, BOB, Kind.RECALL, 2, "");
    postAndDie(BOB, ANN, Kind.REACTION, 1, "+");
    sweep();

    assertThat(read(BOB))
        .extracting(Message::getKind, one -> one.getBody().toStringUtf8(), Message::getRecalled)
        .containsExactly(
            tuple(Kind.CONTENT, "hello", false),
            tuple(Kind.CONTENT, "", true),
            tuple(Kind.EDIT, "hello", false),
            tuple(Kind.RECALL, "", false));
    assertThat(read(BOB)).allMatch(one -> one.getConversation().equals(user(ANN)));
    assertThat(read(ANN))
        .extracting(Message::getKind, Message::getConversation)
        .containsExactly(tuple(Kind.REACTION, user(BOB)));
  }

  @Test
  void aReactionToTheSystemIsInTheConversationWithIt() {
    route.logIn(BOB, "desk");
    route.logIn(BOB, "phone");
    send(0, BOB, "maintenance tonight");

    Await.result(route.parts.uplink().post(List.of(post(BOB, 0, Kind.REACTION, 1, "+"))));

    assertThat(read(BOB))
        .extracting(Message::getKind, Message::getConversation)
        .containsExactly(tuple(Kind.CONTENT, user(0)), tuple(Kind.REACTION, user(0)));
  }

  @Test
  void whatIsReadIsToldToBothAsEachSeesIt() throws Exception {
    Session bob = route.logIn(BOB, "desk");
    route.logIn(ANN, "desk");
    send(ANN, BOB, "hello");

    route.receipt(user(ANN), BOB, bob.generation(), 1);

    List<Receipt> told = new ArrayList<>();
    for (var notice : route.server.notices) {
      told.add(Frame.parseFrom(notice.getFrame()).getReceipts(0));
      assertThat(notice.getReceiverIdsList()).containsExactly(told.size() == 1 ? ANN : BOB);
    }
    assertThat(told)
        .extracting(Receipt::getConversation, Receipt::getUserId, Receipt::getRead)
        .containsExactly(tuple(user(BOB), BOB, 1L), tuple(user(ANN), BOB, 1L));
  }

  @Test
  void whatTheSystemWroteIsReadToo() {
    Session bob = route.logIn(BOB, "desk");
    send(0, BOB, "maintenance tonight");

    route.receipt(user(0), BOB, bob.generation(), 1);

    ConversationId withSystem = ConversationId.pair(0, BOB);
    assertThat(Await.result(route.store.standings(List.of(new Membership(withSystem, BOB)))))
        .extracting(Standing::readSeq)
        .containsExactly(1L);
  }

  @Test
  void whileARouteCannotReadThemNothingIsDoneToThem() {
    send(ANN, BOB, "helo");
    route.routes = List.of(new RouteNode("10.0.0.3", 8083, "old", true, false));
    Post edit = post(ANN, BOB, Kind.EDIT, 1, "hello");

    assertThatThrownBy(
            () -> Await.result(route.parts.conversations().post(edit, ConversationFixture.limit())))
        .isInstanceOf(UnavailableException.class);
    route.routes = List.of(new RouteNode("10.0.0.3", 8083, "new"));
    assertThat(
            Await.result(route.parts.conversations().post(edit, ConversationFixture.limit()))
                .status())
        .isEqualTo(PostOutcome.Status.STORED);
  }

  @Test
  void whileARouteCannotReadThemTheyGoToTheInbox() {
    route.routes =
        List.of(
            new RouteNode("10.0.0.2", 8083, "new"),
            new RouteNode("10.0.0.3", 8083, "old", true, false));

    send(ANN, BOB, "hello");

    assertThat(toInbox).hasSize(1);
    assertThat(route.parts.uplink().keepsPrivate()).isFalse();
    assertThat(inbox(BOB)).isEmpty();
  }
}
