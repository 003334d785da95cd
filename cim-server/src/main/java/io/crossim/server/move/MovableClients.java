package io.crossim.server.move;

import com.google.common.base.Ticker;
import io.crossim.server.connection.ConnectionsByLoop;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import lombok.RequiredArgsConstructor;

/** The clients that can be asked to move. Any thread. */
@RequiredArgsConstructor
public final class MovableClients {

  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final ConnectionsByLoop connections;
  private final Ticker ticker;

  private final AtomicInteger count = new AtomicInteger();
  private final AtomicLong countedAt = new AtomicLong(Long.MIN_VALUE);

  /** How many there are, or were a second ago: every route asks each second. */
  public int count() {
    long now = ticker.read();
    long last = countedAt.get();
    boolean due = last == Long.MIN_VALUE || now - last >= FRESH_NANOS;
    if (due && countedAt.compareAndSet(last, now)) {
      int[] found = new int[1];
      connections.forEach(connection -> found[0] += connection.canMove() ? 1 : 0);
      count.set(found[0]);
    }
    return count.get();
  }
}
