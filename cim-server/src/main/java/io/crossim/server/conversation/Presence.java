package io.crossim.server.conversation;

import io.crossim.route.api.ConversationApi;
import io.crossim.server.connection.Connection;
import io.crossim.server.session.LocalNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Tells connections here whether the users whom they watch are online. A route says it, one answer
 * after the other for each user: when somebody begins to watch them, when a hint says that a
 * session of theirs has begun or ended, and every 40 s, which also renews the lease by which routes
 * know whom to give hints to. Any thread; never blocks.
 */
public final class Presence {

  static final int MOST_WATCHES = 500_000;
  static final int MOST_USERS = 100_000;

  /** Users are asked for in so many parts, one in each second. */
  private static final int PARTS = 40;

  private static final long PART_MS = 1_000;

  /** For so long somebody who has left may come back before others hear of it. */
  private static final long LEAVES_MS = 5_000;

  private final ConversationMeters meters;
  private final PresenceNews news;
  private final PresenceLooks looks;

  /** Also guards what is known of each user, by its monitor. */
  private final WatchedUsers users = new WatchedUsers(MOST_WATCHES, MOST_USERS, PARTS);

  private boolean isRenewing;

  /**
   * @param executor sets calls off; they do not block
   */
  public Presence(
      ConversationApi routes,
      LocalNode node,
      ConversationMeters meters,
      Executor executor,
      ScheduledExecutorService timer) {
    this.meters = meters;
    this.news = new PresenceNews(meters);
    this.looks = new PresenceLooks(users, routes, node, news, executor, timer);
  }

  /**
   * From now on a connection watches these users and no others. It is told what is known.
   *
   * @return how many of them it has not watched until now
   */
  int watch(Connection connection, Set<Long> userIds) {
    List<Watched> unknown = new ArrayList<>();
    WatchedUsers.Watching watching;
    synchronized (users) {
      PresenceFrames frames = new PresenceFrames();
      watching = users.set(connection, userIds);
      List<Watched> watched = watching.users();
      meters.droppedSignals.increment(userIds.size() - watched.size());
      for (Watched user : watched) {
        if (user.isOnline != null) {
          frames.add(List.of(connection), user.userId, user.isOnline);
        } else if (!user.isAsked) {
          unknown.add(user);
        }
      }
      news.add(frames);
      if (!watched.isEmpty() && !isRenewing) {
        isRenewing = looks.later(() -> renew(0), PART_MS);
      }
    }
    news.send();
    unknown.forEach(looks::look);
    return watching.fresh();
  }

  /** A session of a user has begun, somewhere. */
  public void began(long userId) {
    Watched user = find(userId);
    if (user != null) {
      looks.look(user);
    }
  }

  /** A session of a user has ended; they may come back, or have others. */
  public void ended(long userId) {
    Watched user = find(userId);
    if (user != null) {
      synchronized (users) {
        user.leavesAnew = user.isLeaving;
        user.isLeaving = user.isLeaving || looks.later(() -> left(user), LEAVES_MS);
      }
    }
  }

  private void left(Watched user) {
    boolean isOver;
    synchronized (users) {
      user.isLeaving = user.leavesAnew && looks.later(() -> left(user), LEAVES_MS);
      user.leavesAnew = false;
      isOver = !user.isLeaving;
    }
    if (isOver) {
      looks.look(user);
    }
  }

  private @Nullable Watched find(long userId) {
    synchronized (users) {
      return users.find(userId);
    }
  }

  /** Asks for one part of the users. */
  private void renew(int part) {
    List<Watched> due;
    synchronized (users) {
      due = List.copyOf(users.part(part));
      isRenewing = !users.isEmpty() && looks.later(() -> renew((part + 1) % PARTS), PART_MS);
    }
    due.forEach(looks::look);
  }
}
