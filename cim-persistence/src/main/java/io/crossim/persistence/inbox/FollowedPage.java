package io.crossim.persistence.inbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the conversations that a user's inbox follows, in no order. One may come twice.
 *
 * @param next where to go on; null behind the last page
 * @param overflow 0 for an inbox that is not {@link InboxPage#behind}; else a number that is
 *     another one after each collect that found no room
 */
public record FollowedPage(List<Followed> followed, @Nullable String next, long overflow) {

  /** Whether the inbox lacks what it had no room for. */
  public boolean isBehind() {
    return overflow != 0;
  }
}
