package io.crossim.server.gateway;

import static io.crossim.server.gateway.GatewayFixture.received;
import static io.crossim.server.gateway.GatewayFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Frames;
import io.crossim.server.connection.CloseReason;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SweepTest {

  private final GatewayFixture gateway = new GatewayFixture();
  private final EmbeddedChannel channel = gateway.connect();
  private final Sweep sweep = new Sweep(Duration.ofSeconds(10), Duration.ofSeconds(30));

  @Test
  void connectionThatNeverLogsInIsClosed() {
    after(Duration.ofSeconds(10));
    assertThat(channel.isOpen()).isTrue();

    after(Duration.ofMillis(1));
    assertThat(channel.isOpen()).isFalse();
    assertThat(gateway.closes.count(CloseReason.LOGIN_TIMEOUT)).isEqualTo(1);
  }

  @Test
  void pingsDoNotProlongALogin() {
    gateway.sessions.during = bind -> after(Duration.ofSeconds(11));

    send(channel, Frames.login(7, "ann"));
    channel.runPendingTasks();
    gateway.pause();

    assertThat(channel.isOpen()).isFalse();
    assertThat(gateway.closes.count(CloseReason.LOGIN_TIMEOUT)).isEqualTo(1);
    assertThat(gateway.sessions.unbinds).hasSize(1);
  }

  @Test
  void clientThatNeverPingsIsClosed() {
    send(channel, Frames.login(7, "ann"));
    after(Duration.ofSeconds(30));
    assertThat(channel.isOpen()).isTrue();

    after(Duration.ofMillis(1));
    assertThat(channel.isOpen()).isFalse();
    assertThat(gateway.closes.count(CloseReason.SILENT)).isEqualTo(1);
  }

  @Test
  void clientThatPingsStays() {
    send(channel, Frames.login(7, "ann"));
    for (int i = 0; i < 10; i++) {
      after(Duration.ofSeconds(20));
      send(channel, Frames.ping(7));
    }

    assertThat(channel.isOpen()).isTrue();
    assertThat(received(channel)).hasSize(10);
  }

  private void after(Duration time) {
    gateway.ticker.advance(time);
    sweep.over(gateway.connections.on(channel.eventLoop()));
    channel.runPendingTasks();
  }
}
