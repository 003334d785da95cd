package io.crossim.server.gateway;

import static io.crossim.server.gateway.GatewayFixture.push;
import static io.crossim.server.gateway.GatewayFixture.received;
import static io.crossim.server.gateway.GatewayFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Position;
import io.crossim.route.api.AckItem;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Inboxes that have no room for all that is there for them. */
class BehindInboxTest {

  private static final long ANN = 7;

  private final GatewayFixture gateway = new GatewayFixture();
  private final EmbeddedChannel channel = gateway.connect();

  @BeforeEach
  void freeze() {
    channel.freezeTime();
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void theRestIsFetchedWhenTheDeviceHasAcknowledgedWhatItGot() {
    List<Long> acknowledgedBefore = new CopyOnWriteArrayList<>();
    gateway.messages.store(ANN, 5, "one");
    gateway.messages.store(ANN, 5, "two");
    gateway.messages.behind = true;
    gateway.conversations.collect =
        user -> {
          gateway.messages.acks.stream().map(AckItem::getSeq).forEach(acknowledgedBefore::add);
          gateway.messages.behind = false;
          gateway.messages.store(user, 5, "three");
        };
    login(channel, "phone");
    assertThat(pushed()).containsExactly("one", "two");
    assertThat(gateway.conversations.collected).isEmpty();

    acknowledge(2);

    assertThat(gateway.conversations.collected).containsExactly(ANN);
    assertThat(acknowledgedBefore).containsExactly(2L);
    assertThat(pushed()).containsExactly("three");
    pass(Duration.ofSeconds(30));
    assertThat(gateway.conversations.collected).hasSize(1);
  }

  @Test
  void anInboxThatStaysBehindIsAskedForFromTimeToTime() {
    gateway.messages.store(ANN, 5, "one");
    gateway.messages.behind = true;
    login(channel, "phone");
    acknowledge(1);
    assertThat(gateway.conversations.collected).hasSize(1);
    int reads = gateway.messages.reads.get();

    for (int i = 0; i < 40; i++) {
      pass(Duration.ofMillis(500));
    }

    assertThat(gateway.conversations.collected).hasSize(4);
    assertThat(gateway.messages.reads.get() - reads).isLessThanOrEqualTo(8);
  }

  @Test
  void twoDevicesOfAUserAskOnceTogetherAndBothReadOn() {
    gateway.messages.store(ANN, 5, "one");
    gateway.messages.behind = true;
    EmbeddedChannel other = gateway.connect();
    login(channel, "phone");
    login(other, "desk");
    assertThat(texts(channel)).containsExactly("one");
    assertThat(texts(other)).containsExactly("one");

    acknowledge(1);
    send(other, ack(1));
    other.runPendingTasks();

    assertThat(gateway.conversations.collected).hasSize(1);
    gateway.messages.store(ANN, 5, "two");
    pass(Duration.ofSeconds(7));
    other.advanceTimeBy(7, TimeUnit.SECONDS);
    other.runScheduledPendingTasks();
    assertThat(texts(channel)).containsExactly("two");
    assertThat(texts(other)).containsExactly("two");
    assertThat(gateway.conversations.collected).hasSize(2);
    other.finishAndReleaseAll();
  }

  @Test
  void aRouteThatDoesNotAnswerIsAskedAgain() {
    gateway.messages.store(ANN, 5, "one");
    gateway.messages.behind = true;
    gateway.conversations.away = true;
    login(channel, "phone");
    acknowledge(1);
    assertThat(gateway.conversations.calls).hasValue(1);
    gateway.conversations.away = false;

    pass(Duration.ofSeconds(7));

    assertThat(gateway.conversations.collected).containsExactly(ANN);
  }

  @Test
  void aBusyDeviceAsksWhenAlmostNothingIsLeft() {
    for (int i = 0; i < 200; i++) {
      gateway.messages.store(ANN, 5, "m" + i);
    }
    gateway.messages.behind = true;
    login(channel, "phone");
    pushed();

    acknowledge(100);
    assertThat(gateway.conversations.collected).isEmpty();
    acknowledge(170);
    assertThat(gateway.conversations.collected).hasSize(1);
  }

  @Test
  void nobodyIsAskedForAConnectionThatIsGone() {
    gateway.messages.store(ANN, 5, "one");
    gateway.messages.behind = true;
    login(channel, "phone");
    acknowledge(1);
    channel.close();

    pass(Duration.ofSeconds(30));

    assertThat(gateway.conversations.collected).hasSize(1);
  }

  @Test
  void aPushIsTakenWhileTheInboxIsBehind() {
    gateway.messages.store(ANN, 5, "one");
    gateway.messages.behind = true;
    login(channel, "phone");
    pushed();

    push(channel, gateway.messages.store(ANN, 5, "live"));

    assertThat(pushed()).containsExactly("live");
  }

  private static void login(EmbeddedChannel client, String device) {
    send(
        client,
        Frames.login(ANN, "ann").toBuilder()
            .putProperties("proto", "3")
            .putProperties("device", device)
            .build());
  }

  private void acknowledge(long seq) {
    send(channel, ack(seq));
    channel.runPendingTasks();
  }

  private static Frame ack(long seq) {
    return Frame.newBuilder()
        .setCmd(Command.ACK)
        .setPosition(Position.newBuilder().setEpoch("e1").setSeq(seq))
        .build();
  }

  private List<String> pushed() {
    return texts(channel);
  }

  private static List<String> texts(EmbeddedChannel client) {
    return received(client).stream()
        .flatMap(frame -> frame.getMessagesList().stream())
        .map(message -> message.getBody().toStringUtf8())
        .toList();
  }

  private void pass(Duration time) {
    gateway.pause(time);
    channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    channel.runPendingTasks();
    channel.runScheduledPendingTasks();
  }
}
