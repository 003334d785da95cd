package io.crossim.server.move;

import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionsByLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Asks all v3 clients to move, a part of them each second, and those who log in meanwhile too.
 * Those that have not moved are asked again every other second. Any thread.
 */
@RequiredArgsConstructor
public final class DrainSchedule {

  /** Fewer are not worth a delay. */
  private static final int LEAST_AT_ONCE = 50;

  /** How many seconds the last clients get to log in elsewhere. */
  private static final int LAST_SECONDS = 2;

  private static final int SECOND_MILLIS = 1_000;

  private final ConnectionsByLoop connections;
  private final ScheduledExecutorService timer;

  /** Whether there is a server to move to. */
  private final BooleanSupplier elsewhere;

  private final ArrayDeque<Connection> waiting = new ArrayDeque<>();
  private @Nullable ScheduledFuture<?> ticks;
  private int secondsLeft;
  private int tick;

  /**
   * Begins, and goes on until {@link #stop}.
   *
   * @param pause before the first are asked
   * @param within the time in which all that are here now are asked
   */
  public synchronized void begin(Duration pause, Duration within) {
    stop();
    secondsLeft = Math.max(1, (int) within.toSeconds() - LAST_SECONDS);
    ticks =
        timer.scheduleAtFixedRate(
            this::tick, pause.toMillis(), SECOND_MILLIS, TimeUnit.MILLISECONDS);
  }

  public synchronized void stop() {
    if (ticks != null) {
      ticks.cancel(false);
      ticks = null;
    }
    waiting.clear();
    tick = 0;
  }

  /** Whether nobody is left to wait for: no v3 client, or no server to move to. */
  public boolean isDone() {
    return !elsewhere.getAsBoolean() || isEmpty();
  }

  /** Whether no v3 client is left. */
  public boolean isEmpty() {
    return !connections.any(connection -> connection.dialect().canMove());
  }

  private synchronized void tick() {
    if (ticks == null || !elsewhere.getAsBoolean()) {
      return;
    }
    waiting.removeIf(connection -> !connection.canMove());
    if (waiting.isEmpty() && tick % 2 == 0) {
      List<Connection> all = new ArrayList<>();
      connections.forEach(
          connection -> {
            if (connection.canMove()) {
              all.add(connection);
            }
          });
      Collections.shuffle(all);
      waiting.addAll(all);
    }
    tick++;
    int share = Math.max(LEAST_AT_ONCE, (waiting.size() + secondsLeft - 1) / secondsLeft);
    secondsLeft = Math.max(1, secondsLeft - 1);
    for (int i = 0; i < share && !waiting.isEmpty(); i++) {
      ask(waiting.remove());
    }
  }

  /** On the connection's own loop, and at any moment of the next second. */
  static void ask(Connection connection) {
    int delay = ThreadLocalRandom.current().nextInt(SECOND_MILLIS);
    connection.loop().execute(() -> connection.sendAway(delay));
  }
}
