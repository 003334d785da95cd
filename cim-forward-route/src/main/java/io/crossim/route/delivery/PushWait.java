package io.crossim.route.delivery;

import io.crossim.service.clock.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The short wait of an answer that tells whether a connection took a message. Any thread; never
 * blocks.
 */
public final class PushWait {

  /** How long it is. */
  static final Duration LONGEST = Duration.ofMillis(50);

  /** How often a look ends the waits that are over. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  private static final Duration UNTIL_LAST_LOOK = LONGEST.minus(LOOK_EVERY);

  private final DeadlineWatch waits;

  /**
   * @param timer ends waits
   */
  public PushWait(ScheduledExecutorService timer) {
    this.waits = new DeadlineWatch(timer, LOOK_EVERY);
  }

  /** The result of a push; false when it is not there in time. */
  public CompletableFuture<Boolean> shortly(CompletableFuture<Boolean> pushed) {
    if (pushed.isDone()) {
      return pushed;
    }
    CompletableFuture<Boolean> known = pushed.copy();
    waits.watch(known, Deadline.of(UNTIL_LAST_LOOK), /* otherwise= */ false);
    return known;
  }
}
