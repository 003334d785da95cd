package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /token} and {@code POST /logout}.
 *
 * @param password null where the header of the request carries a token
 */
public record TokenRequest(
    @Nullable Long userId, @Nullable String password, @Nullable String reqNo) {

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "TokenRequest[userId=" + userId + "]";
  }
}
