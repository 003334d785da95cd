package io.crossim.route.delivery;

import io.crossim.common.result.UnavailableException;
import io.crossim.service.clock.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls that are not answered in time. All of them get the same time, so the oldest is over
 * first: a look in a while does for all what would take a timer for each. Any thread.
 */
@RequiredArgsConstructor
public final class DeadlineWatch {

  private static final Duration LOOK_EVERY = Duration.ofMillis(25);

  private final ScheduledExecutorService timer;
  private final Duration lookEvery;
  private final ArrayDeque<Watched<?>> watched = new ArrayDeque<>();
  private boolean looking;

  public DeadlineWatch(ScheduledExecutorService timer) {
    this(timer, LOOK_EVERY);
  }

  /**
   * Fails a result that is not there at the limit, so that what still waits somewhere is not done
   * later.
   */
  public void watch(CompletableFuture<?> result, Deadline limit) {
    watch(new Watched<>(result, limit, /* otherwise= */ null));
  }

  /**
   * Completes a result that is not there at the limit.
   *
   * @param otherwise with which
   */
  <T> void watch(CompletableFuture<T> result, Deadline limit, T otherwise) {
    watch(new Watched<>(result, limit, otherwise));
  }

  private void watch(Watched<?> fresh) {
    if (fresh.limit.isOver()) {
      fresh.end();
      return;
    }
    synchronized (watched) {
      watched.add(fresh);
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
      for (Watched<?> late = takeLate(); late != null; late = takeLate()) {
        late.end(); // not under the lock: it runs what hangs on the result
      }
      more = goesOn();
    } finally {
      if (more) {
        again();
      }
    }
  }

  /** Takes out the oldest whose time is over; null where there is none by now. */
  private @Nullable Watched<?> takeLate() {
    synchronized (watched) {
      for (Watched<?> oldest = watched.peek(); oldest != null; oldest = watched.peek()) {
        boolean isDone = oldest.result.isDone();
        if (!isDone && !oldest.limit.isOver()) {
          return null;
        }
        watched.remove();
        if (!isDone) {
          return oldest;
        }
      }
      return null;
    }
  }

  /** Whether others are still watched. */
  private boolean goesOn() {
    synchronized (watched) {
      looking = !watched.isEmpty();
      return looking;
    }
  }

  private void again() {
    try {
      timer.schedule(this::look, lookEvery.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RuntimeException
        | Error e) { // the route ends; else the next one that is watched looks
      synchronized (watched) {
        looking = false;
      }
    }
  }

  /**
   * A result that is waited for.
   *
   * @param otherwise what it is when it comes too late; null where that is a failure
   */
  private record Watched<T>(CompletableFuture<T> result, Deadline limit, @Nullable T otherwise) {

    void end() {
      if (otherwise == null) {
        result.completeExceptionally(
            new UnavailableException("the store did not answer in time", null));
      } else {
        result.complete(otherwise);
      }
    }
  }
}
