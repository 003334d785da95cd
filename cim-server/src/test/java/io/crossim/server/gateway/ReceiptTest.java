package io.crossim.server.gateway;

import static io.crossim.server.gateway.GatewayFixture.received;
import static io.crossim.server.gateway.GatewayFixture.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Receipt;
import io.crossim.common.protocol.Signal;
import io.crossim.route.api.ReceiptItem;
import io.crossim.route.api.SignalItem;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of receipts and signals that clients send. */
class ReceiptTest {

  private static final long ANN = 7;
  private static final long GROUP = 4711;

  private final GatewayFixture gateway = new GatewayFixture();
  private final EmbeddedChannel channel = gateway.connect();

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void theHighestMarksOfASecondGoTogether() {
    login("conversations");
    send(channel, receipts(receipt(GROUP, 5, 3)));
    send(channel, receipts(receipt(GROUP, 4, 4), receipt(GROUP + 1, 0, 1)));
    assertThat(gateway.conversations.receipts).isEmpty();

    gateway.pause();

    assertThat(gateway.conversations.receipts)
        .extracting(
            ReceiptItem::getUserId,
            ReceiptItem::getConversationType,
            ReceiptItem::getConversationId,
            ReceiptItem::getDelivered,
            ReceiptItem::getRead)
        .containsExactly(
            tuple(ANN, Conversation.Type.GROUP_VALUE, GROUP, 5L, 4L),
            tuple(ANN, Conversation.Type.GROUP_VALUE, GROUP + 1, 0L, 1L));
    assertThat(gateway.conversations.receipts).allMatch(item -> item.getGeneration() > 0);
    gateway.pause();
    assertThat(gateway.conversations.receipts).hasSize(2);
  }

  @Test
  void aRouteThatIsAwayGetsThemLater() {
    login("conversations");
    gateway.conversations.away = true;
    send(channel, receipts(receipt(GROUP, 5, 3)));
    gateway.pause();
    send(channel, receipts(receipt(GROUP, 4, 4)));
    gateway.pause();
    gateway.conversations.away = false;

    gateway.pause();

    assertThat(gateway.conversations.receipts)
        .extracting(ReceiptItem::getDelivered, ReceiptItem::getRead)
        .containsExactly(tuple(5L, 4L));
  }

  @Test
  void whatARouteRefusesIsNotTriedAgain() {
    login("conversations");
    gateway.conversations.isOld = true;
    send(channel, receipts(receipt(GROUP, 5, 3)));
    gateway.pause();
    gateway.pause();
    gateway.pause();

    assertThat(gateway.conversations.calls).hasValue(1);
  }

  @Test
  void ofAClientThatHasLeftNothingIsKept() {
    login("conversations");
    gateway.conversations.away = true;
    send(channel, receipts(receipt(GROUP, 5, 3)));
    channel.close();
    gateway.pause();
    gateway.conversations.away = false;

    gateway.pause();
    gateway.pause();

    assertThat(gateway.conversations.calls).hasValue(1);
    assertThat(gateway.conversations.receipts).isEmpty();
  }

  @Test
  void whatMakesNoSenseIsPassedOver() {
    login("conversations");
    send(
        channel,
        receipts(
            receipt(GROUP, 0, 0),
            receipt(GROUP, -1, 3),
            receipt(GROUP, 1L << 53, 3),
            receipt(0, 1, 1),
            receipt(-5, 1, 1),
            Receipt.getDefaultInstance(),
            Receipt.newBuilder()
                .setRead(3)
                .setConversation(Conversation.newBuilder().setType(Conversation.Type.ALL).setId(1))
                .build()));
    send(
        channel,
        signals(
            signal(0, Signal.Type.TYPING),
            signal(GROUP, Signal.Type.ONLINE),
            signal(GROUP, Signal.Type.OFFLINE),
            Signal.newBuilder().setConversation(group(GROUP)).setTypeValue(77).build(),
            Signal.getDefaultInstance()));

    gateway.pause();

    assertThat(gateway.conversations.calls).hasValue(0);
    assertThat(count("cim.client.receipts", "invalid")).isEqualTo(7);
    assertThat(count("cim.client.signals", "invalid")).isEqualTo(5);
    assertThat(channel.isOpen()).isTrue();
    assertThat(received(channel)).isEmpty();
  }

  @Test
  void whatTheSystemWroteIsRead() {
    login("conversations");
    Receipt.Builder receipt = Receipt.newBuilder().setRead(3);
    Receipt withoutConversation = receipt.build();
    receipt.setConversation(Conversation.getDefaultInstance());
    Signal typing =
        Signal.newBuilder()
            .setConversation(Conversation.getDefaultInstance())
            .setType(Signal.Type.TYPING)
            .build();
    send(channel, receipts(withoutConversation, receipt.build()), signals(typing));

    gateway.pause();

    assertThat(gateway.conversations.receipts)
        .extracting(
            ReceiptItem::getConversationType, ReceiptItem::getConversationId, ReceiptItem::getRead)
        .containsExactly(tuple(Conversation.Type.USER_VALUE, 0L, 3L));
    assertThat(count("cim.client.receipts", "invalid")).isEqualTo(1);
    assertThat(count("cim.client.signals", "invalid")).isEqualTo(1);
  }

  @Test
  void oneClientFillsNothing() {
    login("conversations");
    for (int i = 0; i < 30; i++) {
      Frame.Builder frame = Frame.newBuilder().setCmd(Command.RECEIPT);
      for (int k = 0; k < 10; k++) {
        frame.addReceipts(receipt(1 + 10 * i + k, 1, 1));
      }
      send(channel, frame.build());
    }
    gateway.pause();

    assertThat(gateway.conversations.receipts).hasSize(100);
    assertThat(count("cim.client.receipts", "taken")).isEqualTo(100);
    assertThat(count("cim.client.receipts", "dropped")).isEqualTo(200);
  }

  @Test
  void whoHasNotAnnouncedConversationsIsPassedOver() {
    login("early-ack");
    send(channel, receipts(receipt(GROUP, 1, 1)), signals(signal(GROUP, Signal.Type.TYPING)));

    gateway.pause();

    assertThat(gateway.conversations.calls).hasValue(0);
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void signalsGoAtOnceAndOneOfAKindInAWhile() {
    login("conversations");
    send(channel, signals(signal(GROUP, Signal.Type.TYPING)));
    send(channel, signals(signal(GROUP, Signal.Type.TYPING), signal(9, Signal.Type.TYPING)));
    send(channel, signals(signal(GROUP, Signal.Type.STOPPED)));

    assertThat(gateway.conversations.signals)
        .extracting(SignalItem::getUserId, SignalItem::getConversationId, SignalItem::getType)
        .containsExactly(
            tuple(ANN, GROUP, Signal.Type.TYPING_VALUE),
            tuple(ANN, 9L, Signal.Type.TYPING_VALUE),
            tuple(ANN, GROUP, Signal.Type.STOPPED_VALUE));
    assertThat(count("cim.client.signals", "limited")).isEqualTo(1);

    gateway.pause(Duration.ofSeconds(3));
    send(channel, signals(signal(GROUP, Signal.Type.TYPING)));

    assertThat(gateway.conversations.signals).hasSize(4);
  }

  @Test
  void aSignalThatARouteDoesNotTakeIsGone() {
    login("conversations");
    gateway.conversations.away = true;
    send(channel, signals(signal(GROUP, Signal.Type.TYPING)));
    gateway.conversations.away = false;
    gateway.pause(Duration.ofSeconds(1));

    assertThat(gateway.conversations.signals).isEmpty();
    assertThat(count("cim.client.signals", "dropped")).isEqualTo(1);
  }

  @Test
  void oneClientSignalsInSoManyConversations() {
    login("conversations");
    for (int i = 1; i <= 40; i++) {
      send(channel, signals(signal(i, Signal.Type.TYPING)));
    }

    assertThat(gateway.conversations.signals).hasSize(16);
  }

  private void login(String features) {
    send(
        channel,
        Frames.login(ANN, "ann").toBuilder()
            .putProperties("proto", "3")
            .putProperties("features", features)
            .build());
    received(channel);
  }

  private double count(String name, String outcome) {
    return gateway.meters.get(name).tag("outcome", outcome).counter().count();
  }

  private static Frame receipts(Receipt... receipts) {
    Frame.Builder frame = Frame.newBuilder().setCmd(Command.RECEIPT);
    for (Receipt receipt : receipts) {
      frame.addReceipts(receipt);
    }
    return frame.build();
  }

  private static Frame signals(Signal... signals) {
    Frame.Builder frame = Frame.newBuilder().setCmd(Command.SIGNAL);
    for (Signal signal : signals) {
      frame.addSignals(signal);
    }
    return frame.build();
  }

  private static Receipt receipt(long group, long delivered, long read) {
    return Receipt.newBuilder()
        .setConversation(group(group))
        .setUserId(999)
        .setDelivered(delivered)
        .setRead(read)
        .build();
  }

  private static Signal signal(long group, Signal.Type type) {
    return Signal.newBuilder().setConversation(group(group)).setType(type).build();
  }

  private static Conversation group(long id) {
    return Conversation.newBuilder().setType(Conversation.Type.GROUP).setId(id).build();
  }
}
