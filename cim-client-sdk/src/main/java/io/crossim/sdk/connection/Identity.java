package io.crossim.sdk.connection;

import org.jspecify.annotations.Nullable;

/**
 * The user who logs in, the device, and what the client says that it can do.
 *
 * @param password null for an account without one
 * @param features a comma list; empty for none
 */
public record Identity(
    long userId, String userName, String device, @Nullable String password, String features) {

  /** Leaves the password out. */
  @Override
  public String toString() {
    return userName + "(" + userId + ") on " + device;
  }
}
