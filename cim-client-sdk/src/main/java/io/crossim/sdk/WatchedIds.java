package io.crossim.sdk;

import io.crossim.common.protocol.MessageBounds;
import io.crossim.common.result.CimException;
import java.util.Set;

/** Checks whose presence is to be watched. */
final class WatchedIds {

  private WatchedIds() {}

  /**
   * A copy of the ids.
   *
   * @throws CimException when there are too many, or one is none
   */
  static Set<Long> check(Set<Long> userIds) {
    if (userIds.size() > MessageBounds.MAX_WATCHED) {
      throw CimException.invalid(
          "userIds", userIds.size() + " users", "at most " + MessageBounds.MAX_WATCHED);
    }
    for (long userId : userIds) {
      if (userId < 1 || userId > MessageBounds.MAX_NUMBER) {
        throw CimException.invalid(
            "userIds", userId, "a user id, 1 to " + MessageBounds.MAX_NUMBER);
      }
    }
    return Set.copyOf(userIds);
  }
}
