package io.crossim.persistence.account;

/** What an id of a user may be. */
public final class UserIds {

  /** The largest integer that a browser reads from JSON without loss. */
  public static final long MAX = (1L << 53) - 1;

  private UserIds() {}

  public static boolean isValid(long userId) {
    return userId > 0 && userId <= MAX;
  }
}
