package io.crossim.server.connection;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Knows for how long a client has been there and silent, and asks it for a sign of life. */
public final class Liveness {

  private final Connection connection;
  private final long openedAt;
  private volatile long heardAt;

  /** What probes wait for; null while there are none. On the event loop only. */
  private @Nullable CompletableFuture<Boolean> nextRead;

  Liveness(Connection connection, long now) {
    this.connection = connection;
    this.openedAt = now;
    this.heardAt = now;
  }

  /** Something was read just now. On the event loop only. */
  public void heard() {
    restart();
    CompletableFuture<Boolean> waiting = nextRead;
    if (waiting != null) {
      nextRead = null;
      waiting.complete(true);
    }
  }

  /** The client is read from again: its silence until now was not its own. */
  void restart() {
    heardAt = connection.now();
  }

  /** For how long nothing was read; zero while the server itself does not read. Any thread. */
  public Duration silence() {
    return connection.isRead() ? Duration.ofNanos(connection.now() - heardAt) : Duration.ZERO;
  }

  /** For how long the connection has been there. Any thread. */
  public Duration age() {
    return Duration.ofNanos(connection.now() - openedAt);
  }

  /** Asks the client for a sign of life; completes when something is read. Any thread. */
  public CompletableFuture<Boolean> probe() {
    return CompletableFuture.supplyAsync(this::ask, connection.loop())
        .thenCompose(answer -> answer);
  }

  private CompletableFuture<Boolean> ask() {
    CompletableFuture<Boolean> answer = nextRead;
    if (answer == null) {
      answer = new CompletableFuture<>();
      nextRead = answer;
    }
    if (connection.state() == ConnectionState.BOUND) {
      connection.dialect().ping(connection);
    }
    return answer;
  }
}
