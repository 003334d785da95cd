package io.crossim.persistence.inbox;

/**
 * A user's wish to get nothing of another one any more, or to get it again.
 *
 * @param userId whose inbox
 * @param other whose messages it refuses
 * @param isSet whether it refuses them from now on
 */
public record Block(long userId, long other, boolean isSet) {

  /** A user may block so many others. */
  public static final int MOST = 1_000;
}
