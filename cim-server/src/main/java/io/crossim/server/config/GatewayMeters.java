package io.crossim.server.config;

import io.crossim.server.connection.ConnectionState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;

/**
 * How the connections of this server stand. Counted when somebody asks, by a look at each: that is
 * done in some milliseconds for 100,000, and costs nothing in between.
 */
@RequiredArgsConstructor
final class GatewayMeters implements MeterBinder {

  private final ConnectionCounts counts;

  @Override
  public void bindTo(MeterRegistry registry) {
    for (ConnectionState state : ConnectionState.values()) {
      if (state != ConnectionState.CLOSED) {
        Gauge.builder("cim.connections", () -> counts.look().connections(state))
            .description("Open connections, by how far they are")
            .tag("state", state.name().toLowerCase(Locale.ROOT))
            .register(registry);
      }
    }
    Gauge.builder("cim.connections.websocket", () -> counts.look().webSockets())
        .description("Open connections that came over WebSocket")
        .register(registry);
    Gauge.builder("cim.inbox.unacknowledged", () -> counts.look().unacknowledged())
        .description("Messages that devices with a connection here have not acknowledged")
        .register(registry);
    Gauge.builder("cim.inbox.unacknowledged.max", () -> counts.look().mostUnacknowledged())
        .description("The same of the device that has the most")
        .register(registry);
    TimeGauge.builder(
            "cim.inbox.unacknowledged.age",
            () -> counts.look().longestUnacknowledged(),
            TimeUnit.NANOSECONDS)
        .description("For how long at least the oldest of them was written to its client")
        .register(registry);
  }
}
