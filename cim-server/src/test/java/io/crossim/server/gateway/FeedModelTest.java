package io.crossim.server.gateway;

import static io.crossim.server.gateway.GatewayFixture.received;
import static io.crossim.server.gateway.GatewayFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Position;
import io.crossim.route.api.AckItem;
import io.crossim.server.api.Push;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random pushes, lost and late ones, reads that wait or fail, SYNCs and acknowledgements, against
 * what a client by doc/protocol.md makes of it.
 */
class FeedModelTest {

  private static final long ANN = 7;
  private static final int STEPS = 2_000;

  private final GatewayFixture gateway = new GatewayFixture();
  private final EmbeddedChannel channel = gateway.connect();
  private final List<Push> late = new ArrayList<>();

  /** The next message that the server may write; others are written at no time. */
  private long expected = 1;

  /** From where the client has asked again, and has not seen the answer to it. */
  private long asked = -1;

  private long written;
  private long stored;

  /** The content type of what has no text. */
  private String events = "";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void whatIsWrittenIsInOrderWithoutAGapAndOnce(long seed) {
    Random random = new Random(seed);
    send(
        channel,
        Frames.login(ANN, "ann").toBuilder()
            .putProperties("proto", "3")
            .putProperties("device", "phone")
            .putProperties("features", knowsConversations(seed) ? "conversations" : "")
            .build());
    events = knowsConversations(seed) ? "" : "application/x-cim-event";
    for (int i = 0; i < STEPS; i++) {
      step(random);
      look();
    }
    settle();

    assertThat(expected).as("everything was written").isEqualTo(stored + 1);
    channel.finishAndReleaseAll();
  }

  private static boolean knowsConversations(long seed) {
    return seed % 2 == 0;
  }

  private void step(Random random) {
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> GatewayFixture.push(channel, store());
      case 3 -> store(); // its push is lost
      case 4 -> late.add(store());
      case 5 -> {
        if (!late.isEmpty()) {
          GatewayFixture.push(channel, late.remove(random.nextInt(late.size())));
        }
      }
      case 6 -> sync(random);
      case 7 -> acknowledge(random);
      case 8 -> gateway.messages.away = random.nextInt(3) == 0;
      default -> {
        if (gateway.messages.gate.isDone()) {
          gateway.messages.gate = new CompletableFuture<>();
        } else {
          gateway.messages.gate.complete(null);
        }
        pass();
      }
    }
  }

  private Push store() {
    stored++;
    return stored % 3 == 0
        ? gateway.messages.storeInGroup(ANN, 4711, 5, Kind.JOINED, "")
        : gateway.messages.store(ANN, 5, "m" + stored);
  }

  private void sync(Random random) {
    long seq = written == 0 ? 0 : random.nextLong(written + 1);
    asked = seq;
    send(channel, at(Command.SYNC, seq, seq == 0 ? 0 : 1_000 + seq));
  }

  private void acknowledge(Random random) {
    send(channel, at(Command.ACK, random.nextLong(stored + 3), 0));
  }

  private void look() {
    for (Frame frame : received(channel)) {
      assertThat(frame.getCmd()).isIn(Command.LOGIN_ACK, Command.PUSH);
      for (Message message : frame.getMessagesList()) {
        if (asked >= 0 && message.getSeq() == asked + 1) {
          expected = asked + 1;
          asked = -1;
        }
        assertThat(message.getSeq()).isEqualTo(expected);
        assertThat(message.getContentType()).isEqualTo(expected % 3 == 0 ? events : "");
        written = Math.max(written, message.getSeq());
        expected++;
      }
    }
    gateway.pause();
    assertThat(gateway.messages.acks)
        .extracting(AckItem::getSeq)
        .allMatch(seq -> seq <= written)
        .isSorted();
  }

  private void settle() {
    gateway.messages.away = false;
    gateway.messages.gate.complete(null);
    if (asked >= 0) {
      send(channel, at(Command.SYNC, asked, asked == 0 ? 0 : 1_000 + asked));
    }
    for (int i = 0; i < 100 && expected <= stored; i++) {
      GatewayFixture.push(channel, store());
      pass();
      look();
      send(channel, at(Command.ACK, written, 0));
      pass();
      look();
    }
  }

  private void pass() {
    gateway.ticker.advance(Duration.ofSeconds(5));
    channel.advanceTimeBy(5, TimeUnit.SECONDS);
    channel.runPendingTasks();
  }

  private static Frame at(Command command, long seq, long messageId) {
    return Frame.newBuilder()
        .setCmd(command)
        .setPosition(Position.newBuilder().setEpoch("e1").setSeq(seq).setMessageId(messageId))
        .build();
  }
}
