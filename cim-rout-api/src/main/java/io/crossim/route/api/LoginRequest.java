package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /login}.
 *
 * @param password of an account that has one, unless the request carries a token
 */
public record LoginRequest(
    @Nullable Long userId,
    @Nullable String userName,
    @Nullable String reqNo,
    @Nullable String password) {

  public LoginRequest(@Nullable Long userId, @Nullable String userName, @Nullable String reqNo) {
    this(userId, userName, reqNo, /* password= */ null);
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "LoginRequest[userId=" + userId + ", userName=" + userName + "]";
  }
}
