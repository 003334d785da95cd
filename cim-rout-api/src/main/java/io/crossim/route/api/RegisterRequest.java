package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /registerAccount}.
 *
 * @param password null for an account without one
 */
public record RegisterRequest(
    @Nullable String userName, @Nullable String reqNo, @Nullable String password) {

  public RegisterRequest(@Nullable String userName, @Nullable String reqNo) {
    this(userName, reqNo, /* password= */ null);
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "RegisterRequest[userName=" + userName + "]";
  }
}
