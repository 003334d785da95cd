package io.crossim.server.inbox;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets at most {@link #AT_ONCE} frames go in any tenth of a second, because a v2 console throws
 * away what comes faster than it prints. On one event loop.
 */
final class FramePace {

  /** What a v2 console takes at once, with room for two more. */
  static final int AT_ONCE = 8;

  private static final long WITHIN = Duration.ofMillis(100).toNanos();

  /** When the last frames went; the oldest is the next to be written over. */
  private final long[] times = new long[AT_ONCE];

  private int next;
  private int known;

  /** An action waits for the next frame that may go. */
  private boolean isAwaited;

  /** How many frames may go now. */
  int allowed(long now) {
    int recent = 0;
    for (int i = 0; i < known; i++) {
      recent += now - times[i] < WITHIN ? 1 : 0;
    }
    return AT_ONCE - recent;
  }

  /** How long until one more may go, in ns; 0 when one may go now. */
  private long nanosUntilNext(long now) {
    return known < AT_ONCE ? 0 : Math.max(0, times[next] + WITHIN - now);
  }

  /** Runs an action when one more may go, unless one waits for that already. */
  void whenNext(EventLoop loop, long now, Runnable action) {
    if (!isAwaited) {
      isAwaited = true;
      loop.schedule(
          () -> {
            isAwaited = false;
            action.run();
          },
          nanosUntilNext(now),
          TimeUnit.NANOSECONDS);
    }
  }

  /** Frames have gone. */
  void went(int frames, long now) {
    for (int i = 0; i < frames; i++) {
      times[next] = now;
      next = (next + 1) % AT_ONCE;
      known = Math.min(AT_ONCE, known + 1);
    }
  }
}
