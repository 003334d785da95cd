package io.crossim.route.group;

import io.crossim.common.result.Await;
import io.crossim.common.result.UnavailableException;
import io.crossim.service.clock.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long a call may take: its caller waits for 2 s. */
final class CallTime {

  private static final Duration TIME = Duration.ofMillis(1_900);

  /** For lists of accounts, which are worth less than the rest of the answer. */
  private static final Duration NAMES_RESERVE = Duration.ofMillis(400);

  private CallTime() {}

  static Deadline begin() {
    return Deadline.of(TIME);
  }

  /** When names have to be found, so that the answer can go without them. */
  static Deadline ofNames(Deadline limit) {
    return limit.before(NAMES_RESERVE);
  }

  /**
   * Ends a call at its limit.
   *
   * @return the call's result; fails with an {@link UnavailableException} when there is none in
   *     time
   */
  static <T> CompletableFuture<T> bound(CompletableFuture<T> call, Deadline limit) {
    return call.orTimeout(Math.max(1, limit.left().toMillis()), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(
            failure -> {
              Throwable cause = Await.cause(failure);
              return CompletableFuture.failedFuture(
                  cause instanceof TimeoutException
                      ? new UnavailableException(
                          "the store did not answer in time; retry later", cause)
                      : cause);
            });
  }
}
