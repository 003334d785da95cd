package io.crossim.sdk;

import io.crossim.common.result.CimException;
import java.util.Set;

/** Checks whose presence is to be watched. */
final class WatchedIds {

  private static final int MOST = 500;
  private static final long MAX_ID = (1L << 53) - 1;

  private WatchedIds() {}

  /**
   * A copy of the ids.
   *
   * @throws CimException when there are too many, or one is none
   */
  static Set<Long> check(Set<Long> userIds) {
    if (userIds.size() > MOST) {
      throw CimException.invalid("userIds", userIds.size() + " users", "at most " + MOST);
    }
    for (long userId : userIds) {
      if (userId < 1 || userId > MAX_ID) {
        throw CimException.invalid("userIds", userId, "a user id, 1 to " + MAX_ID);
      }
    }
    return Set.copyOf(userIds);
  }
}
