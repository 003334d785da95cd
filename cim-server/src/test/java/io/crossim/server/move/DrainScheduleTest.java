package io.crossim.server.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.server.FakeTicker;
import io.crossim.server.TestDialects;
import io.crossim.server.connection.CloseLog;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionSettings;
import io.crossim.server.connection.ConnectionsByLoop;
import io.crossim.service.limits.ClientAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DrainScheduleTest {

  private final EmbeddedChannel clock = new EmbeddedChannel();
  private final ConnectionsByLoop connections = new ConnectionsByLoop();
  private final List<EmbeddedChannel> clients = new ArrayList<>();
  private final List<Connection> inOrder = new ArrayList<>();
  private boolean elsewhere = true;
  private final DrainSchedule drainSchedule =
      new DrainSchedule(connections, clock.eventLoop(), () -> elsewhere);

  @BeforeEach
  void freeze() {
    clock.freezeTime();
  }

  @Test
  void asksThemSpreadOverTheTime() {
    add(800);
    begin(Duration.ofSeconds(10));
    assertThat(asked()).isEqualTo(100);
    for (int second = 1; second < 8; second++) {
      pass(1);
      assertThat(asked()).isEqualTo(100);
    }
  }

  @Test
  void fewAreAskedAtOnceAndAgainWhenTheyStay() {
    add(3);
    begin(Duration.ofMinutes(5));
    assertThat(asked()).isEqualTo(3);
    pass(1);
    assertThat(asked()).isZero();
    add(1);
    pass(1);
    assertThat(asked()).isEqualTo(4);
    drainSchedule.stop();
    pass(2);
    assertThat(asked()).isZero();
  }

  @Test
  void whoHasLeftTakesNobodysTurn() {
    add(800);
    begin(Duration.ofSeconds(10));
    List<Connection> waiting = inOrder.stream().filter(one -> !wasAsked(one)).toList();
    assertThat(waiting).hasSize(700);
    waiting.subList(0, 630).forEach(one -> one.close(CloseReason.PEER_CLOSED));
    asked();
    pass(1);
    assertThat(asked()).isEqualTo(50);
    pass(1);
    assertThat(asked()).isEqualTo(20);
  }

  @Test
  void nobodyIsAskedToGoNowhere() {
    elsewhere = false;
    add(3);
    begin(Duration.ofSeconds(10));
    assertThat(asked()).isZero();
    assertThat(drainSchedule.isDone()).isTrue();
    assertThat(drainSchedule.isEmpty()).isFalse();
    elsewhere = true;
    pass(1);
    assertThat(asked()).isEqualTo(3);
    assertThat(drainSchedule.isDone()).isFalse();
  }

  private void begin(Duration within) {
    drainSchedule.begin(Duration.ofMillis(200), within);
    clock.advanceTimeBy(200, TimeUnit.MILLISECONDS);
    clock.runScheduledPendingTasks();
  }

  private void pass(int seconds) {
    clock.advanceTimeBy(seconds, TimeUnit.SECONDS);
    clock.runScheduledPendingTasks();
  }

  /** How many clients were asked since the last look. */
  private int asked() {
    int count = 0;
    for (EmbeddedChannel client : clients) {
      client.runPendingTasks();
      count += client.outboundMessages().size();
      client.releaseOutbound();
    }
    return count;
  }

  private boolean wasAsked(Connection connection) {
    EmbeddedChannel client = clients.get(inOrder.indexOf(connection));
    client.runPendingTasks();
    return !client.outboundMessages().isEmpty();
  }

  private void add(int more) {
    ConnectionSettings settings =
        new ConnectionSettings(
            new FakeTicker(),
            new CloseLog(new SimpleMeterRegistry()),
            TestDialects.withoutInboxes(),
            1_000_000);
    for (int i = 0; i < more; i++) {
      EmbeddedChannel channel = new EmbeddedChannel();
      Connection connection =
          new Connection(
              clients.size(), channel, ClientAddress.of(new InetSocketAddress(1)), settings);
      connection.announce("3");
      connection.login(clients.size() + 1, "user", "phone");
      connection.accept(1, 0);
      connections.join(connection);
      inOrder.add(connection);
      clients.add(channel);
    }
  }
}
