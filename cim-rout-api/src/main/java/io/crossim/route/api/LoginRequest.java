package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /login}.
 *
 * @param userId a caller of protocol 3 may leave it out, and is answered it
 * @param password of an account that has one, unless the request carries a token
 * @param transport {@code ws} of a caller of protocol 3 that wants to come over WebSocket
 */
public record LoginRequest(
    @Nullable Long userId,
    @Nullable String userName,
    @Nullable String reqNo,
    @Nullable String password,
    @Nullable String transport) {

  /** The {@code transport} of clients that come over WebSocket. */
  public static final String WEB_SOCKET = "ws";

  public LoginRequest(@Nullable Long userId, @Nullable String userName, @Nullable String reqNo) {
    this(userId, userName, reqNo, /* password= */ null);
  }

  /** The login of a client that comes over TCP. */
  public LoginRequest(
      @Nullable Long userId,
      @Nullable String userName,
      @Nullable String reqNo,
      @Nullable String password) {
    this(userId, userName, reqNo, password, /* transport= */ null);
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "LoginRequest[userId=" + userId + ", userName=" + userName + "]";
  }
}
