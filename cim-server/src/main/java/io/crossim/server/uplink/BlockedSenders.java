package io.crossim.server.uplink;

import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import lombok.RequiredArgsConstructor;

/**
 * Connections that are not read from because the lane that takes their messages is half full. When
 * it has room they are let go a few at a time, oldest first. Any thread.
 */
@RequiredArgsConstructor
final class BlockedSenders {

  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  /** So few at a time, because each may have some 100 KB ready to be read. */
  private static final int AT_ONCE = 16;

  private final BooleanSupplier hasRoom;
  private final ScheduledExecutorService timer;

  private final Set<Connection> blocked = new LinkedHashSet<>();
  private boolean looking;

  /** Stops reading from a connection. On its event loop. */
  void add(Connection connection) {
    synchronized (blocked) {
      if (!blocked.add(connection)) {
        return;
      }
    }
    connection.uploads().block(true);
    again();
  }

  private void again() {
    synchronized (blocked) {
      if (looking || blocked.isEmpty()) {
        return;
      }
      looking = true;
    }
    try {
      timer.schedule(this::look, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RuntimeException | Error e) { // this server ends, or has no memory: nobody is kept
      synchronized (blocked) {
        looking = false;
      }
      letGo(Integer.MAX_VALUE);
    }
  }

  private void look() {
    synchronized (blocked) {
      looking = false;
    }
    try {
      if (hasRoom.getAsBoolean()) {
        letGo(AT_ONCE);
      }
    } finally {
      again();
    }
  }

  /** On its event loop, where it may have been stopped again since. */
  private void letGo(Connection connection) {
    boolean isFree;
    synchronized (blocked) {
      isFree = !blocked.contains(connection);
    }
    if (isFree) {
      connection.uploads().block(false);
    }
  }

  private void letGo(int most) {
    List<Connection> free = new ArrayList<>();
    synchronized (blocked) {
      blocked.removeIf(connection -> connection.state() == ConnectionState.CLOSED);
      Iterator<Connection> oldest = blocked.iterator();
      while (oldest.hasNext() && free.size() < most) {
        free.add(oldest.next());
        oldest.remove();
      }
    }
    free.forEach(connection -> connection.loop().execute(() -> letGo(connection)));
  }
}
