package io.crossim.server.conversation;

import io.crossim.server.connection.Connection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A user whom connections here watch, and what is known of them. {@link Presence} guards it. */
final class Watched {

  final long userId;

  /** The connections that watch, in the order in which they came. */
  final Set<Connection> watchers = new LinkedHashSet<>(2);

  /** What the watchers were told last; null while nothing is known. */
  @Nullable Boolean isOnline;

  /** A route is asked, or about to be; what comes meanwhile needs another look. */
  boolean isAsked;

  boolean asksAgain;

  /** The watchers were told a moment ago; what comes meanwhile is looked at afterwards. */
  boolean isResting;

  boolean looksAfterRest;

  /** A session has ended a moment ago: the user counts as online until they had time to return. */
  boolean isLeaving;

  boolean leavesAnew;

  Watched(long userId) {
    this.userId = userId;
  }

  /** Whether an answer is news for those who watch. */
  boolean isNews(boolean online) {
    Boolean told = isOnline;
    return told == null || (told != online && (online || !isLeaving));
  }
}
