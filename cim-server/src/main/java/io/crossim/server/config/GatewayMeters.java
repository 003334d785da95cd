package io.crossim.server.config;

import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionGroups;
import io.crossim.server.connection.ConnectionState;
import io.crossim.server.inbox.Feeds;
import io.crossim.server.inbox.InboxFeed;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * How the connections of this server stand. Counted when somebody asks, by a look at each: that is
 * done in some milliseconds for 100,000, and costs nothing in between.
 */
@RequiredArgsConstructor
final class GatewayMeters implements MeterBinder {

  private final ConnectionGroups groups;

  @Override
  public void bindTo(MeterRegistry registry) {
    for (ConnectionState state : ConnectionState.values()) {
      if (state != ConnectionState.CLOSED) {
        Gauge.builder("cim.connections", () -> sum(c -> c.state() == state ? 1 : 0))
            .description("Open connections, by how far they are")
            .tag("state", state.name().toLowerCase(Locale.ROOT))
            .register(registry);
      }
    }
    Gauge.builder("cim.inbox.unacknowledged", () -> sum(GatewayMeters::unacknowledged))
        .description("Messages that devices with a connection here have not acknowledged")
        .register(registry);
    Gauge.builder("cim.inbox.unacknowledged.max", () -> max(GatewayMeters::unacknowledged))
        .description("The same of the device that has the most")
        .register(registry);
    TimeGauge.builder(
            "cim.inbox.unacknowledged.age", () -> max(GatewayMeters::debtAge), TimeUnit.NANOSECONDS)
        .description("For how long at least the oldest of them was written to its client")
        .register(registry);
  }

  private static long unacknowledged(Connection connection) {
    InboxFeed feed = feed(connection);
    return feed == null ? 0 : feed.unacknowledged();
  }

  private static long debtAge(Connection connection) {
    InboxFeed feed = feed(connection);
    return feed == null ? 0 : feed.debtAge();
  }

  private static @Nullable InboxFeed feed(Connection connection) {
    return connection.state() == ConnectionState.BOUND ? Feeds.of(connection) : null;
  }

  private long sum(ToLongFunction<Connection> of) {
    AtomicLong sum = new AtomicLong();
    groups.forEach(connection -> sum.addAndGet(of.applyAsLong(connection)));
    return sum.get();
  }

  private long max(ToLongFunction<Connection> of) {
    AtomicLong max = new AtomicLong();
    groups.forEach(connection -> max.accumulateAndGet(of.applyAsLong(connection), Math::max));
    return max.get();
  }
}
