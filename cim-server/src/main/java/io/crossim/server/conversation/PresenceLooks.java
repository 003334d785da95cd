package io.crossim.server.conversation;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.route.api.ConversationApi;
import io.crossim.route.api.WatchReply;
import io.crossim.route.api.WatchRequest;
import io.crossim.server.session.LocalNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.extern.slf4j.Slf4j;

/**
 * Asks routes whether users are online, one question after the other for each, and tells those who
 * watch them what is new. The monitor of the users guards what is known of each. Any thread; never
 * blocks.
 */
@Slf4j
final class PresenceLooks {

  /** Of one user a change is told in so long a time. */
  private static final long RESTS_MS = 2_000;

  private static final long RETRY_MS = 10_000;

  /** Calls have time limits of their own; this one is for those that lose their answer. */
  private static final long CALL_MS = 10_000;

  private final WatchedUsers users;
  private final ConversationApi routes;
  private final LocalNode node;
  private final PresenceNews news;
  private final ScheduledExecutorService timer;
  private final BatchLane<Watched, Optional<Void>> lane;

  PresenceLooks(
      WatchedUsers users,
      ConversationApi routes,
      LocalNode node,
      PresenceNews news,
      Executor executor,
      ScheduledExecutorService timer) {
    this.users = users;
    this.routes = routes;
    this.node = node;
    this.news = news;
    this.timer = timer;
    BatchBounds bounds = BatchBounds.ofItems(512, 2 * Presence.MOST_USERS);
    this.lane = BatchLane.async(this::call, executor, bounds, (Watched user) -> 0);
  }

  /** Asks a route for a user, now or when it may be told. */
  void look(Watched user) {
    synchronized (users) {
      if (!users.has(user)) {
        return; // nobody watches any more
      }
      user.looksAfterRest |= user.isResting;
      user.asksAgain |= user.isAsked;
      if (user.isResting || user.isAsked) {
        return;
      }
      user.isAsked = true;
    }
    lane.submit(user)
        .exceptionally(
            e -> {
              failed(user, e);
              return Optional.empty();
            });
  }

  private CompletionStage<List<Optional<Void>>> call(List<Watched> batch) {
    WatchRequest.Builder request =
        WatchRequest.newBuilder().setServer(node.name()).setIncarnation(node.incarnation());
    batch.forEach(user -> request.addUserIds(user.userId));
    return routes
        .watch(request.build())
        .orTimeout(CALL_MS, TimeUnit.MILLISECONDS)
        .thenApply(
            reply -> {
              answered(batch, reply);
              return Collections.nCopies(batch.size(), Optional.empty());
            });
  }

  private void answered(List<Watched> batch, WatchReply reply) {
    Set<Long> online = new HashSet<>(reply.getOnlineIdsList());
    List<Watched> again = new ArrayList<>(0);
    synchronized (users) {
      PresenceFrames frames = new PresenceFrames();
      for (Watched user : batch) {
        boolean isOnline = online.contains(user.userId);
        if (user.isNews(isOnline)) {
          if (user.isOnline != null) {
            rest(user, RESTS_MS);
          }
          user.isOnline = isOnline;
          frames.add(user.watchers, user.userId, isOnline);
        }
        if (user.asksAgain) {
          again.add(user);
        }
        user.isAsked = false;
        user.asksAgain = false;
      }
      news.add(frames);
    }
    news.send();
    again.forEach(this::look);
  }

  private void failed(Watched user, Throwable failure) {
    log.debug("it is not known whether user {} is online: {}", user.userId, failure.toString());
    synchronized (users) {
      user.isAsked = false;
      user.asksAgain = false;
      user.looksAfterRest = true;
      rest(user, RETRY_MS);
    }
  }

  private void rest(Watched user, long millis) {
    user.isResting = user.isResting || later(() -> rested(user), millis);
  }

  private void rested(Watched user) {
    boolean isDue;
    synchronized (users) {
      isDue = user.looksAfterRest;
      user.looksAfterRest = false;
      user.isResting = false;
    }
    if (isDue) {
      look(user);
    }
  }

  /** Whether it will be done. */
  boolean later(Runnable task, long millis) {
    try {
      timer.schedule(task, millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (RuntimeException | Error e) { // this server ends, or has no memory
      log.debug("presence is not told on time: {}", e.toString());
      return false;
    }
  }
}
