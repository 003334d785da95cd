package io.crossim.sdk.connection;

import org.jspecify.annotations.Nullable;

/**
 * The user who logs in, and the device.
 *
 * @param password null for an account without one
 */
public record Identity(long userId, String userName, String device, @Nullable String password) {

  /** Leaves the password out. */
  @Override
  public String toString() {
    return userName + "(" + userId + ") on " + device;
  }
}
