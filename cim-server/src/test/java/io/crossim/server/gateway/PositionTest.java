package io.crossim.server.gateway;

import static io.crossim.server.gateway.GatewayFixture.received;
import static io.crossim.server.gateway.GatewayFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Position;
import io.crossim.route.api.AckItem;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a v3 client says of its place, and how much that makes the server do. */
class PositionTest {

  private static final long ANN = 7;

  private final GatewayFixture gateway = new GatewayFixture();
  private final EmbeddedChannel channel = gateway.connect();

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void aThousandSyncsAreOneReadAtATime() {
    store(3);
    logIn("");
    received(channel);
    int before = gateway.messages.reads.get();
    gateway.messages.gate = new CompletableFuture<>();
    for (int i = 0; i < 1_000; i++) {
      send(channel, sync("e1", 1, 1_001));
    }
    send(channel, sync("e1", 2, 1_002));
    gateway.messages.gate.complete(null);

    assertThat(pushed()).containsExactly(3L);
    assertThat(gateway.messages.reads.get() - before).isEqualTo(2);
  }

  @Test
  void whatAClientClaimsCannotBeAcknowledgedBeforeTheStoreHasAnswered() {
    store(5);
    gateway.messages.gate = new CompletableFuture<>();
    logIn("");
    send(channel, sync("e1", 5, 0), ack("e1", 5));
    gateway.pause();

    assertThat(gateway.messages.acks).isEmpty();
  }

  @Test
  void aPositionWithoutAMessageIdProvesNothing() {
    store(5);
    logIn("e1:5:0");

    assertThat(pushed()).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void anAcknowledgementThatComesWithAResumeCountsWhenThatIsConfirmed() {
    store(5);
    gateway.messages.gate = new CompletableFuture<>();
    logIn("e1:3:1003");
    send(channel, ack("e1", 3));
    gateway.pause();
    assertThat(gateway.messages.acks).isEmpty();

    gateway.messages.gate.complete(null);
    channel.runPendingTasks();
    gateway.pause();

    assertThat(gateway.messages.acks).extracting(AckItem::getSeq).containsExactly(3L);
  }

  @Test
  void nobodyAcknowledgesBeyondWhatWasWritten() {
    logIn("");
    received(channel);
    store(5);
    send(channel, ack("e1", 5));
    gateway.pause();

    assertThat(gateway.messages.acks).isEmpty();
  }

  @Test
  void aClientThatDoesNotReadHoldsItsBoundAndOneFrame() {
    for (int i = 0; i < 100; i++) {
      gateway.messages.store(ANN, 5, "x".repeat(10_000));
    }
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(25_000, 50_000));
    channel
        .pipeline()
        .addFirst(
            new ChannelOutboundHandlerAdapter() {
              @Override
              public void flush(ChannelHandlerContext ctx) {
                // The client does not read.
              }
            });
    logIn("");
    channel.runPendingTasks();

    long held = Objects.requireNonNull(channel.unsafe().outboundBuffer()).totalPendingWriteBytes();
    assertThat(held).isBetween(40_000L, 62_000L);
  }

  @Test
  void aPageIsBoundedInBytes() {
    for (int i = 0; i < 90; i++) {
      gateway.messages.store(ANN, 5, "x".repeat(10_000));
    }
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1 << 20, 2 << 20));
    logIn("");

    assertThat(pushed()).hasSize(90);
    assertThat(gateway.messages.reads.get()).isEqualTo(4);
  }

  private void store(int count) {
    for (int i = 0; i < count; i++) {
      gateway.messages.store(ANN, 5, "m" + i);
    }
  }

  private void logIn(String resume) {
    Frame.Builder login =
        Frames.login(ANN, "ann").toBuilder()
            .putProperties("proto", "3")
            .putProperties("device", "phone");
    if (!resume.isEmpty()) {
      login.putProperties("resume", resume);
    }
    send(channel, login.build());
  }

  private List<Long> pushed() {
    return received(channel).stream()
        .flatMap(frame -> frame.getMessagesList().stream())
        .map(Message::getSeq)
        .toList();
  }

  private static Frame sync(String epoch, long seq, long messageId) {
    return at(Command.SYNC, epoch, seq, messageId);
  }

  private static Frame ack(String epoch, long seq) {
    return at(Command.ACK, epoch, seq, 0);
  }

  private static Frame at(Command command, String epoch, long seq, long messageId) {
    return Frame.newBuilder()
        .setCmd(command)
        .setPosition(Position.newBuilder().setEpoch(epoch).setSeq(seq).setMessageId(messageId))
        .build();
  }
}
