package io.crossim.server.session;

import io.crossim.server.connection.Connection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** Has sessions bound again that the routes may have lost. Any thread. */
@Slf4j
@RequiredArgsConstructor
public final class Rebinding {

  /** Pings that waited for a frozen process are read one after the other when it goes on. */
  private static final long ALL_AFTER_MILLIS = 200;

  /** Many sends of a moment may find no session; one more bind answers for all of them. */
  private static final long ONE_AFTER_MILLIS = 100;

  private final SessionRegistry registry;
  private final ScheduledExecutorService timer;

  /** Binds a session again that is bound; called on the event loop of its connection. */
  private final Consumer<Connection> restore;

  private final AtomicBoolean isDue = new AtomicBoolean();
  private final AtomicReference<String> storeEpoch = new AtomicReference<>("");

  /** Counts the times that everything had to be bound again. */
  private final AtomicLong round = new AtomicLong();

  /** Those that are about to be bound again, because a route did not find their session. */
  private final Set<Connection> unconfirmed = ConcurrentHashMap.newKeySet();

  /** How often everything had to be bound again. */
  long round() {
    return round.get();
  }

  /** Binds every session again. */
  public void all() {
    round.incrementAndGet();
    registry.forEach(connection -> connection.loop().execute(() -> restore.accept(connection)));
  }

  /**
   * A route had taken this process for dead, and may not have reached its sessions: all are bound
   * again soon, once for all routes that say so at that moment.
   */
  public void allSoon() {
    if (!isDue.getAndSet(true)) {
      timer.schedule(
          () -> {
            isDue.set(false);
            log.info("a route had taken this server for dead: all sessions are bound again");
            all();
          },
          ALL_AFTER_MILLIS,
          TimeUnit.MILLISECONDS);
    }
  }

  /**
   * A route does not find the session of a connection: it is bound again, or displaced by the
   * session that took its place.
   */
  public void oneSoon(Connection connection) {
    if (unconfirmed.add(connection)) {
      try {
        connection.loop().schedule(() -> one(connection), ONE_AFTER_MILLIS, TimeUnit.MILLISECONDS);
      } catch (RuntimeException | Error e) { // the next send asks again
        unconfirmed.remove(connection);
      }
    }
  }

  private void one(Connection connection) {
    unconfirmed.remove(connection);
    restore.accept(connection);
  }

  /**
   * A route says what its session store calls itself; another name than before means that the store
   * has lost its content.
   */
  public void storeEpoch(String epoch) {
    if (epoch.isEmpty()) {
      return;
    }
    String before = storeEpoch.getAndSet(epoch);
    if (!before.isEmpty() && !before.equals(epoch)) {
      log.info("the session store is a new one: all sessions are bound again");
      all();
    }
  }
}
