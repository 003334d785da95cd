package io.crossim.route.login;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.route.access.Access;
import io.crossim.route.access.Caller;
import io.crossim.service.limits.TrafficLimits;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import lombok.RequiredArgsConstructor;

/**
 * Counts logins: by the address, but by the user where they show a token that is good. All clients
 * of a server come back within seconds when it is drained, many of them behind one address.
 */
@RequiredArgsConstructor
public final class LoginTraffic {

  private final TrafficLimits limits;
  private final Access access;

  /** Asks the store, which blocks. */
  private final Executor executor;

  /**
   * Counts a login, or another call that a token or a password is shown for. Never blocks.
   *
   * @return fails with a {@link CimException} with {@link ResultCode#REQUEST_LIMIT} when they are
   *     too many; it may be thrown at once too
   */
  CompletableFuture<Void> count(long userId, Caller caller) {
    if (!access.isTokenOf(userId, caller.token())) {
      limits.logIn(caller.address());
      return CompletableFuture.completedFuture(null);
    }
    return access
        .actorLater("userId", userId, caller.token(), executor)
        .handle((account, failure) -> failure == null)
        .thenAccept(
            isGood -> {
              if (isGood) {
                limits.logInAs(caller.address(), userId);
              } else {
                limits.logIn(caller.address());
              }
            });
  }
}
