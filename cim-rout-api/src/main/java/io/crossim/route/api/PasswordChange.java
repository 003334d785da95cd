package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /changePassword}.
 *
 * @param password the one so far; null for an account that has none, and from operators
 */
public record PasswordChange(
    @Nullable Long userId,
    @Nullable String password,
    @Nullable String newPassword,
    @Nullable String reqNo) {

  /** Leaves the passwords out. */
  @Override
  public String toString() {
    return "PasswordChange[userId=" + userId + "]";
  }
}
