package io.crossim.route.delivery;

import io.crossim.common.result.UnavailableException;
import io.crossim.service.clock.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;

/**
 * Ends calls that are not answered in time. All of them get the same time, so the oldest is over
 * first: a look in a while does for all what would take a timer for each. Any thread.
 */
@RequiredArgsConstructor
public final class DeadlineWatch {

  private static final Duration LOOK_EVERY = Duration.ofMillis(25);

  private final ScheduledExecutorService timer;
  private final ArrayDeque<Watched> watched = new ArrayDeque<>();
  private boolean looking;

  /**
   * Fails a result that is not there at the limit, so that what still waits somewhere is not done
   * later.
   */
  public void watch(CompletableFuture<?> result, Deadline limit) {
    if (limit.isOver()) {
      fail(result);
      return;
    }
    synchronized (watched) {
      watched.add(new Watched(result, limit));
      if (looking) {
        return;
      }
      looking = true;
    }
    again();
  }

  private void look() {
    boolean more = true; // when this look ends halfway
    try {
      more = failTheLate();
    } finally {
      if (more) {
        again();
      }
    }
  }

  /** Whether others are still watched. */
  private boolean failTheLate() {
    synchronized (watched) {
      for (Watched oldest = watched.peek(); oldest != null; oldest = watched.peek()) {
        if (!oldest.result.isDone()) {
          if (!oldest.limit.isOver()) {
            break;
          }
          watched.remove();
          fail(oldest.result);
        } else {
          watched.remove();
        }
      }
      looking = !watched.isEmpty();
      return looking;
    }
  }

  private void again() {
    try {
      timer.schedule(this::look, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RuntimeException
        | Error e) { // the route ends; else the next one that is watched looks
      synchronized (watched) {
        looking = false;
      }
    }
  }

  private static void fail(CompletableFuture<?> result) {
    result.completeExceptionally(
        new UnavailableException("the store did not answer in time", null));
  }

  private record Watched(CompletableFuture<?> result, Deadline limit) {}
}
