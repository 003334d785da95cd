package io.crossim.sdk.notice;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Subscription;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Tells the server whose presence the user watches: once on each connection, and when it is others.
 * At most one subscription leaves in a second, the last one. On the event loop.
 */
@RequiredArgsConstructor
final class WatchedPresence {

  /** As long as a server wants it, and a little more. */
  private static final long PAUSE_MS = 1_100;

  private final ScheduledExecutorService loop;

  private Set<Long> users = Set.of();
  private boolean isDue;
  private boolean isPausing;
  private @Nullable Consumer<Frame> connection;

  /**
   * Another connection is there, or none.
   *
   * @param to takes frames of a server that knows conversations, must not block; null for none
   */
  void connected(@Nullable Consumer<Frame> to) {
    connection = to;
    if (!users.isEmpty()) {
      isDue = true;
      send();
    }
  }

  /** The user watches these users from now on, and no others. */
  void watch(Set<Long> userIds) {
    users = userIds;
    isDue = true;
    send();
  }

  private void send() {
    Consumer<Frame> to = connection;
    if (to == null || isPausing || !isDue) {
      return;
    }
    isDue = false;
    isPausing = true;
    to.accept(
        Frame.newBuilder()
            .setCmd(Command.SUBSCRIBE)
            .setSubscription(Subscription.newBuilder().addAllPresence(users))
            .build());
    loop.schedule(
        () -> {
          isPausing = false;
          send();
        },
        PAUSE_MS,
        TimeUnit.MILLISECONDS);
  }
}
