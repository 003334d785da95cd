package io.crossim.server.gateway;

import static io.crossim.server.gateway.GatewayFixture.received;
import static io.crossim.server.gateway.GatewayFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.server.api.Push;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Live messages to a v2 console, which throws away what does not fit its queue of ten frames. */
class V2PaceTest {

  private static final long ANN = 7;
  private static final int QUEUE = 10;

  private final GatewayFixture gateway = new GatewayFixture();
  private final EmbeddedChannel channel = gateway.connect();

  @BeforeEach
  void logIn() {
    send(channel, Frames.login(ANN, "ann"));
    received(channel);
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void aBatchIsOneFrame() {
    gateway
        .messages
        .storeBatch(ANN, 5, texts(50))
        .forEach(push -> GatewayFixture.push(channel, push));

    assertThat(received(channel))
        .singleElement()
        .satisfies(
            frame -> {
              assertThat(frame.getCmd()).isEqualTo(Command.MESSAGE);
              assertThat(frame.getText()).isEmpty();
              assertThat(frame.getBatchList()).containsExactly(texts(50));
              assertThat(frame.getId()).isEqualTo(ANN);
              assertThat(frame.getPropertiesOrThrow("sendUserId")).isEqualTo("5");
              assertThat(frame.getPropertiesOrThrow("receiveUserId")).isEqualTo("7");
            });
  }

  @Test
  void aBatchOfOneIsSentAsOne() {
    gateway
        .messages
        .storeBatch(ANN, 5, "alone")
        .forEach(push -> GatewayFixture.push(channel, push));

    assertThat(received(channel))
        .singleElement()
        .satisfies(frame -> assertThat(frame.getBatchList()).containsExactly("alone"));
  }

  @Test
  void twoBatchesAndWhatIsBetweenThemStayApart() {
    List<Push> pushes = new ArrayList<>(gateway.messages.storeBatch(ANN, 5, "a", "b"));
    pushes.add(gateway.messages.store(ANN, 5, "c"));
    pushes.addAll(gateway.messages.storeBatch(ANN, 5, texts(12)));
    pushes.forEach(push -> GatewayFixture.push(channel, push));

    List<Frame> frames = received(channel);
    assertThat(frames).extracting(Frame::getBatchCount).containsExactly(2, 0, 12);
    assertThat(frames.get(1).getText()).isEqualTo("c");
  }

  @Test
  void aBatchThatFitsNoReadComesInSeveralFrames() {
    gateway
        .messages
        .storeBatch(ANN, 5, texts(250))
        .forEach(push -> GatewayFixture.push(channel, push));

    List<Frame> frames = received(channel);
    assertThat(frames).extracting(Frame::getBatchCount).containsExactly(100, 100, 50);
    assertThat(frames.stream().flatMap(frame -> frame.getBatchList().stream()))
        .containsExactly(texts(250));
  }

  @Test
  void aQueueOfTenThatIsEmptiedEachTenthOfASecondLosesNothing() {
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      for (int sender = 0; sender < 10; sender++) {
        String text = sender + ":" + i;
        sent.add(text);
        GatewayFixture.push(channel, gateway.messages.store(ANN, 10 + sender, text));
      }
    }
    List<String> printed = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      List<Frame> frames = received(channel);
      frames.stream().limit(QUEUE).forEach(frame -> printed.add(frame.getText()));
      pass(Duration.ofMillis(100));
    }

    assertThat(printed).isEqualTo(sent);
  }

  @Test
  void inNoTenthOfASecondMoreThanEightFramesGo() {
    List<Long> times = new ArrayList<>();
    for (int tenMillis = 0; tenMillis < 100; tenMillis++) {
      if (tenMillis < 50) {
        GatewayFixture.push(channel, gateway.messages.store(ANN, 5, "one"));
        GatewayFixture.push(channel, gateway.messages.store(ANN, 6, "two"));
      }
      int count = received(channel).size();
      for (int i = 0; i < count; i++) {
        times.add(10L * tenMillis);
      }
      pass(Duration.ofMillis(10));
    }
    for (int i = 0; i < 300 && times.size() < 100; i++) {
      pass(Duration.ofMillis(10));
      int count = received(channel).size();
      for (int k = 0; k < count; k++) {
        times.add(1_000 + 10L * i);
      }
    }

    assertThat(times).hasSize(100);
    for (int i = 8; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 8)).isGreaterThanOrEqualTo(90);
    }
  }

  private static String[] texts(int count) {
    return IntStream.range(0, count).mapToObj(i -> "t" + i).toArray(String[]::new);
  }

  private void pass(Duration time) {
    gateway.ticker.advance(time);
    channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    channel.runPendingTasks();
  }
}
