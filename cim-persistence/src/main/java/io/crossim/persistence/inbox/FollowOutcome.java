package io.crossim.persistence.inbox;

import io.crossim.persistence.conversation.Place;

/**
 * What became of an intent.
 *
 * @param cursor what of the conversation the inbox has; at the start for one that is new
 */
public record FollowOutcome(Status status, Place cursor) {

  /** How it ended. Their order is told by scripts. */
  public enum Status {
    FOLLOWED,
    /**
     * The user follows as many groups as they may, or the inbox has as many cursors as it may;
     * nothing was noted.
     */
    FULL,
    /** The store cannot use this inbox, and has told its log why; nothing was noted. */
    BROKEN,
    /** The user has blocked the one who wants it; nothing was noted. */
    BLOCKED
  }
}
