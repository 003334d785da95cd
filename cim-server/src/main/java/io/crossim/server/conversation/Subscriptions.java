package io.crossim.server.conversation;

import io.crossim.common.protocol.MessageBounds;
import io.crossim.common.protocol.Subscription;
import io.crossim.server.connection.Connection;
import io.crossim.service.web.Checks;
import java.time.Duration;
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
 * takes effect in a second, of those that come meanwhile the last. A connection that has named many
 * users within a minute waits for its end. On the event loop of the connection.
 */
@RequiredArgsConstructor
public final class Subscriptions {

  /** So many users whom it has not watched before, or more, end the minute of a connection. */
  static final int MANY_FRESH = 1_000;

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Presence presence;
  private final ConversationMeters meters;
  private final ScheduledExecutorService timer;

  /** The connections that have subscribed. */
  private final Map<Connection, Subscriber> subscribers = new ConcurrentHashMap<>();

  /** On the event loop of its connection. */
  private static final class Subscriber {

    /** What takes effect behind the pause. */
    private @Nullable Set<Long> wanted;

    private boolean isPausing;

    /** When its minute began, and how many users it has begun to watch since. */
    private long minuteBegan;

    private int fresh;

    Subscriber(long now) {
      minuteBegan = now;
    }

    /** It begins to watch users. Answers for how long it pauses then. */
    Duration pauses(int freshUsers, long now) {
      Duration passed = Duration.ofNanos(now - minuteBegan);
      if (passed.compareTo(MINUTE) >= 0) {
        passed = Duration.ZERO;
        minuteBegan = now;
        fresh = 0;
      }
      fresh += freshUsers;
      Duration rest = MINUTE.minus(passed);
      return fresh < MANY_FRESH || rest.compareTo(PAUSE) < 0 ? PAUSE : rest;
    }
  }

  /** What a client wants from now on. */
  public void take(Connection connection, Subscription subscription) {
    if (!connection.takesConversations()) {
      return;
    }
    Set<Long> users = users(subscription.getPresenceList());
    Subscriber subscriber = subscribers.computeIfAbsent(connection, it -> new Subscriber(it.now()));
    if (subscriber.isPausing) {
      if (subscriber.wanted != null) {
        meters.limitedSignals.increment();
      }
      subscriber.wanted = users;
    } else {
      begin(connection, subscriber, users);
    }
  }

  private Set<Long> users(List<Long> said) {
    Set<Long> users = new LinkedHashSet<>();
    int looked = Math.min(said.size(), MessageBounds.MAX_WATCHED);
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

  private void begin(Connection connection, Subscriber subscriber, Set<Long> users) {
    meters.signals.increment();
    Duration pause = subscriber.pauses(presence.watch(connection, users), connection.now());
    subscriber.isPausing = pause(connection, subscriber, pause);
  }

  /** Whether it pauses. */
  private boolean pause(Connection connection, Subscriber subscriber, Duration time) {
    try {
      timer.schedule(
          () -> connection.loop().execute(() -> afterPause(connection, subscriber)),
          time.toMillis(),
          TimeUnit.MILLISECONDS);
      return true;
    } catch (RuntimeException | Error e) { // this server ends, or has no memory
      return false;
    }
  }

  private void afterPause(Connection connection, Subscriber subscriber) {
    subscriber.isPausing = false;
    Set<Long> wanted = subscriber.wanted;
    subscriber.wanted = null;
    if (wanted != null && connection.state().isAccepted()) {
      begin(connection, subscriber, wanted);
    }
  }

  /** The connection is closed. */
  public void end(Connection connection) {
    if (subscribers.remove(connection) != null) {
      presence.watch(connection, Set.of());
    }
  }
}
