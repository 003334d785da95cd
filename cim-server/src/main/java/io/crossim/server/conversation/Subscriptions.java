package io.crossim.server.conversation;

import io.crossim.common.protocol.Subscription;
import io.crossim.server.connection.Connection;
import io.crossim.service.web.Checks;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Takes subscriptions to presence of clients that know conversations: at most one of a connection
 * takes effect in a second, of those that come meanwhile the last. On the event loop of the
 * connection.
 */
@RequiredArgsConstructor
public final class Subscriptions {

  /** So many users of one subscription are watched; the others are passed over. */
  static final int MOST_USERS = 500;

  private static final long PAUSE_MS = 1_000;

  private final Presence presence;
  private final ConversationMeters meters;
  private final ScheduledExecutorService timer;

  /** The connections that have subscribed within the last second, and what they want by now. */
  private final Map<Connection, Pause> pauses = new ConcurrentHashMap<>();

  private static final class Pause {
    private @Nullable Set<Long> wanted;
  }

  /** What a client wants from now on. */
  public void take(Connection connection, Subscription subscription) {
    if (!connection.takesConversations()) {
      return;
    }
    Set<Long> users = users(subscription.getPresenceList());
    Pause pause = pauses.get(connection);
    if (pause != null) {
      if (pause.wanted != null) {
        meters.limitedSignals.increment();
      }
      pause.wanted = users;
    } else {
      begin(connection, users);
    }
  }

  private Set<Long> users(List<Long> said) {
    Set<Long> users = new LinkedHashSet<>();
    int looked = Math.min(said.size(), MOST_USERS);
    meters.limitedSignals.increment(said.size() - looked);
    for (long user : said.subList(0, looked)) {
      if (user < 1 || user > Checks.MAX_USER_ID) {
        meters.invalidSignals.increment();
      } else {
        users.add(user);
      }
    }
    return users;
  }

  private void begin(Connection connection, Set<Long> users) {
    pauses.put(connection, new Pause());
    try {
      timer.schedule(() -> afterPause(connection), PAUSE_MS, TimeUnit.MILLISECONDS);
    } catch (RuntimeException | Error e) { // this server ends, or has no memory: no pause then
      pauses.remove(connection);
    }
    meters.signals.increment();
    presence.watch(connection, users);
  }

  private void afterPause(Connection connection) {
    connection
        .loop()
        .execute(
            () -> {
              Pause pause = pauses.remove(connection);
              Set<Long> wanted = pause == null ? null : pause.wanted;
              if (wanted != null && connection.state().isAccepted()) {
                begin(connection, wanted);
              }
            });
  }

  /** The connection is closed. */
  public void end(Connection connection) {
    pauses.remove(connection);
    presence.watch(connection, Set.of());
  }
}
