package io.crossim.persistence.inbox;

/** What became of a {@link Block} or a {@link Mute}. Their order is told by scripts. */
public enum PreferenceOutcome {
  DONE,
  /** The user has as many of its kind as they may; nothing was noted. */
  FULL,
  /** The store cannot use this inbox, and has told its log why; nothing was noted. */
  BROKEN
}
