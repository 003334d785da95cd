package io.crossim.sdk;

import java.time.Duration;

/**
 * Is told how the client's connection fares. Calls come on the client's executor, one at a time and
 * in order, in one line with those of the {@link MessageListener}. What it throws is logged.
 */
@FunctionalInterface
public interface StateListener {

  /** The client is in another state now. Every change is told, once. */
  void onChange(StateChange change);

  /**
   * An attempt to connect has failed and another one follows.
   *
   * @param attempt 1 for the first one since the client was last ready
   * @param delay the time to the next attempt
   */
  default void onAttemptFailed(int attempt, Throwable cause, Duration delay) {}

  /**
   * The client was given a password, and the route has not looked at it: the account has none, or
   * the cluster knows no passwords. Told once, at the first login; the client goes on.
   */
  default void onPasswordUnused() {}
}
