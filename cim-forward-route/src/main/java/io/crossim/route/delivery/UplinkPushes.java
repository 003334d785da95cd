package io.crossim.route.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The pushes of one batch, and how long it waits for them. One stage after the other, so never two
 * threads at once.
 */
final class UplinkPushes {

  /** So many waits at most: a server that hangs must not hold up a batch of many steps longer. */
  private static final int WAITS = 4;

  private final Duration longest;
  private final List<Pushed> pushes = new ArrayList<>();

  /** What is left of the time that all waits take together. */
  private Duration patience;

  /**
   * @param longest how long one wait takes at most
   */
  UplinkPushes(Duration longest) {
    this.longest = longest;
    this.patience = longest.multipliedBy(WAITS);
  }

  /**
   * A message was pushed.
   *
   * @param place where in the batch
   * @param taken whether a live connection took it
   * @param isStatusWanted whether its sender is told that
   */
  void add(int place, CompletableFuture<Boolean> taken, boolean isStatusWanted) {
    pushes.add(new Pushed(place, taken, isStatusWanted));
  }

  /** Is done when all pushes are answered so far, or have had the time for it. */
  CompletableFuture<Void> answered() {
    return answered(push -> true);
  }

  /** Is done when it is known what senders are told, or has had the time to be. */
  CompletableFuture<Void> statusKnown() {
    return answered(Pushed::isStatusWanted);
  }

  /** The places of messages that a connection is known to have taken by now. */
  List<Integer> taken() {
    return pushes.stream().filter(push -> push.taken.getNow(false)).map(Pushed::place).toList();
  }

  private CompletableFuture<Void> answered(Predicate<Pushed> isWaitedFor) {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(
            pushes.stream()
                .filter(push -> !push.taken.isDone() && isWaitedFor.test(push))
                .map(Pushed::taken)
                .toArray(CompletableFuture<?>[]::new));
    if (all.isDone()) {
      return all;
    }
    Duration wait = patience.compareTo(longest) < 0 ? patience : longest;
    long begun = System.nanoTime();
    return all.completeOnTimeout(null, wait.toMillis(), TimeUnit.MILLISECONDS)
        .thenRun(() -> patience = left(patience, System.nanoTime() - begun));
  }

  private static Duration left(Duration time, long usedNanos) {
    Duration left = time.minusNanos(usedNanos);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private record Pushed(int place, CompletableFuture<Boolean> taken, boolean isStatusWanted) {}
}
