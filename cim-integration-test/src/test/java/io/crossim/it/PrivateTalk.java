package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.route.api.ConversationSummary;
import io.crossim.route.api.HistoryMessage;
import io.crossim.sdk.Client;
import io.crossim.sdk.ClientBuilder;
import io.crossim.sdk.Conversation;
import io.crossim.sdk.HistoryRange;
import io.crossim.sdk.MessageKind;
import io.crossim.sdk.OutgoingMessage;
import io.crossim.sdk.Receipt;
import io.crossim.sdk.ReceivedMessage;
import io.crossim.sdk.SendResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Two users where private messages are kept. */
final class PrivateTalk {

  private final Route first;
  private final Route second;
  private final User ana;
  private final User bo;
  private final Conversation withBo;

  private final List<ReceivedMessage> atDesk = new CopyOnWriteArrayList<>();
  private final List<Receipt> receipts = new CopyOnWriteArrayList<>();

  private PrivateTalk(Route first, Route second) {
    this.first = first;
    this.second = second;
    this.ana = first.register("ana");
    this.bo = first.register("bo");
    this.withBo = Conversation.user(bo.id());
  }

  /** What was written and changed is read by both, also by one who was away. */
  static void between(Route first, Route second) throws Exception {
    new PrivateTalk(first, second).play();
  }

  /** Besides, what one writes from a device stands on their other one. */
  static void onTwoDevices(Route first, Route second) throws Exception {
    PrivateTalk talk = new PrivateTalk(first, second);
    try (Client desk =
        talk.client(second, talk.ana, "desk")
            .ownMessages(true)
            .listener(talk.atDesk::add)
            .build()) {
      get(desk.start());
      talk.play();
      await().untilAsserted(talk::assertAllIsAtDesk);
    }
  }

  private void assertAllIsAtDesk() {
    assertThat(atDesk)
        .extracting(ReceivedMessage::kind)
        .containsExactly(
            MessageKind.CONTENT,
            MessageKind.CONTENT,
            MessageKind.RECALL,
            MessageKind.EDIT,
            MessageKind.CONTENT,
            MessageKind.CONTENT);
    assertThat(atDesk).allMatch(message -> message.conversation().equals(withBo));
    assertThat(atDesk.subList(0, 5)).allMatch(message -> message.isOwn(ana.id()));
    assertThat(atDesk.get(5).text()).isEqualTo("hello ana");
  }

  private void play() throws Exception {
    try (Client phone = client(first, ana, "phone").receiptListener(receipts::add).build()) {
      get(phone.start());
      SendResult hello = get(phone.send(bo.id(), "hello"));
      SendResult oops = get(phone.send(bo.id(), "oops"));
      assertThat(List.of(hello.conversationSeq(), oops.conversationSeq())).containsExactly(1L, 2L);
      get(phone.send(withBo, OutgoingMessage.recall(oops.conversationSeq())));
      get(phone.send(withBo, OutgoingMessage.edit(hello.conversationSeq(), "hello bo")));
      boHearsItLater();
      boAnswers(phone);
      assertThat(history(phone, bo))
          .containsExactly("hello bo", null, null, "hello bo", "are you there?", "hello ana");
      await()
          .untilAsserted(
              () ->
                  assertThat(receipts)
                      .filteredOn(receipt -> receipt.userId() == bo.id())
                      .extracting(Receipt::conversation, Receipt::read)
                      .contains(tuple(withBo, 5L)));
    }
  }

  /** A client of v2 that logs in later gets the text as it is then. */
  private void boHearsItLater() {
    try (V2Client late = V2Client.online(second, bo)) {
      late.awaitPush("hello bo", ana, bo);
      assertThat(late.texts()).doesNotContain("hello", "oops");
    }
    await().untilAsserted(() -> assertThat(first.onlineNames()).doesNotContain(bo.name()));
  }

  /** A device that is new reads what was said before it. */
  private void boAnswers(Client phone) throws Exception {
    List<ReceivedMessage> got = new CopyOnWriteArrayList<>();
    try (Client client = client(second, bo, "new phone").listener(got::add).build()) {
      get(client.start());
      assertThat(history(client, ana)).containsExactly("hello bo", null, null, "hello bo");
      get(phone.send(bo.id(), "are you there?"));
      await()
          .untilAsserted(
              () -> assertThat(got).anyMatch(one -> one.text().equals("are you there?")));
      List<ConversationSummary> list = get(client.conversations(null, 10)).conversations();
      assertThat(list)
          .extracting(ConversationSummary::peerId, ConversationSummary::name)
          .containsExactly(tuple(ana.id(), ana.name()));
      assertThat(list.get(0).unread()).isEqualTo(2);
      client.markRead(got.get(got.size() - 1));
      await()
          .untilAsserted(
              () ->
                  assertThat(get(client.conversations(null, 10)).conversations().get(0).unread())
                      .isZero());
      get(client.send(ana.id(), "hello ana"));
    }
  }

  private static List<String> history(Client reader, User peer) throws Exception {
    return get(reader.history(Conversation.user(peer.id()), HistoryRange.last(50)))
        .messages()
        .stream()
        .map(HistoryMessage::msg)
        .toList();
  }

  private ClientBuilder client(Route route, User user, String device) {
    return Client.builder().routeUrl(route.url()).user(user.id(), user.name()).device(device);
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }
}
