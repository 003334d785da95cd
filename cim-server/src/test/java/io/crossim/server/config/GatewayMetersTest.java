package io.crossim.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.server.FakeTicker;
import io.crossim.server.TestDialects;
import io.crossim.server.connection.CloseLog;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionSettings;
import io.crossim.server.connection.ConnectionsByLoop;
import io.crossim.service.limits.ClientAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatewayMetersTest {

  private final FakeTicker ticker = new FakeTicker();
  private final ConnectionsByLoop connections = new ConnectionsByLoop();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  GatewayMetersTest() {
    new GatewayMeters(new ConnectionCounts(connections, ticker)).bindTo(registry);
  }

  @Test
  void connectionsAreLookedAtOnceASecondHoweverOftenSomebodyAsks() {
    connect(1);
    connect(2).login(7, "ann", Connection.V2_DEVICE);
    assertThat(connections("connected")).isEqualTo(1);

    connect(3);
    ticker.advance(Duration.ofMillis(999));
    assertThat(connections("connected")).isEqualTo(1);
    assertThat(connections("binding")).isEqualTo(1);

    ticker.advance(Duration.ofMillis(1));
    assertThat(connections("connected")).isEqualTo(2);
    assertThat(connections("bound")).isZero();
    assertThat(registry.get("cim.inbox.unacknowledged").gauge().value()).isZero();
  }

  private double connections(String state) {
    return registry.get("cim.connections").tag("state", state).gauge().value();
  }

  private Connection connect(long id) {
    ConnectionSettings settings =
        new ConnectionSettings(
            ticker, new CloseLog(new SimpleMeterRegistry()), TestDialects.withoutInboxes(), 1_000);
    Connection connection =
        new Connection(
            id, new EmbeddedChannel(), ClientAddress.of(new InetSocketAddress(1)), settings);
    connections.join(connection);
    return connection;
  }
}
