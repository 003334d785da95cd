package io.crossim.sdk.sending;

import java.util.ArrayList;
import java.util.List;

/**
 * Remembers which threads complete results, which happens outside the queue's monitor: a completion
 * runs what the application hung on the result. Any thread.
 */
final class Settlements {

  private final List<Thread> completing = new ArrayList<>();

  /** To be called before the send is taken away, so that nobody finds nothing left to be done. */
  synchronized void begin() {
    completing.add(Thread.currentThread());
  }

  synchronized void end() {
    completing.remove(Thread.currentThread());
  }

  /** Whether no thread but the asking one completes a result: that one would wait for itself. */
  synchronized boolean isDoneBut(Thread asking) {
    return completing.stream().allMatch(asking::equals);
  }
}
