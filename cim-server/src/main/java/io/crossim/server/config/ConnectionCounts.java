package io.crossim.server.config;

import com.google.common.base.Ticker;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionState;
import io.crossim.server.connection.ConnectionsByLoop;
import io.crossim.server.connection.Feed;
import java.time.Duration;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * How the connections of this server stood at the last look at each, which is at most a second ago:
 * everything that is asked for together comes from one look. Any thread but an event loop; others
 * wait for one that looks.
 */
@RequiredArgsConstructor
final class ConnectionCounts {

  private static final long VALID_NANOS = Duration.ofSeconds(1).toNanos();

  private final ConnectionsByLoop connections;
  private final Ticker ticker;

  private @Nullable Look last;
  private long lookedAt;

  synchronized Look look() {
    long now = ticker.read();
    Look look = last;
    if (look == null || now - lookedAt >= VALID_NANOS) {
      look = new Look();
      connections.forEach(look::add);
      last = look;
      lookedAt = now;
    }
    return look;
  }

  /** What was counted in one look; it does not change behind it. */
  static final class Look {

    private final int[] byState = new int[ConnectionState.values().length];
    private int webSockets;
    private long unacknowledged;
    private long mostUnacknowledged;
    private long longestUnacknowledged;

    private void add(Connection connection) {
      ConnectionState state = connection.state();
      byState[state.ordinal()]++;
      if (state != ConnectionState.CLOSED && connection.isWebSocket()) {
        webSockets++;
      }
      Feed feed = state == ConnectionState.BOUND ? connection.feed() : null;
      if (feed != null) {
        long mine = feed.unacknowledged();
        unacknowledged += mine;
        mostUnacknowledged = Math.max(mostUnacknowledged, mine);
        longestUnacknowledged = Math.max(longestUnacknowledged, feed.unacknowledgedFor());
      }
    }

    int connections(ConnectionState state) {
      return byState[state.ordinal()];
    }

    /** Those that came over WebSocket. */
    int webSockets() {
      return webSockets;
    }

    /** Messages of all devices. */
    long unacknowledged() {
      return unacknowledged;
    }

    /** Messages of the device that has the most. */
    long mostUnacknowledged() {
      return mostUnacknowledged;
    }

    /** For how long the oldest of them has waited, in nanoseconds. */
    long longestUnacknowledged() {
      return longestUnacknowledged;
    }
  }
}
