package io.crossim.sdk.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Counts who uses the JVM's {@link Threads}: the first client makes them, the last one ends them.
 * It is the only thing that clients share, because a thousand of them must not cost a thousand
 * times the threads. Any thread may call.
 */
public final class SharedThreads {

  private static final SharedThreads JVM = new SharedThreads();

  private @Nullable Threads threads;

  private int users;

  private SharedThreads() {}

  /** The threads of this JVM. Every call needs one {@link #release}. */
  public static Threads acquire() {
    return JVM.add();
  }

  /** Gives back what {@link #acquire} answered. What was handed to the threads still runs. */
  public static void release() {
    JVM.remove();
  }

  private synchronized Threads add() {
    if (threads == null) {
      threads = new Threads();
    }
    users++;
    return threads;
  }

  private synchronized void remove() {
    users--;
    if (users == 0 && threads != null) {
      threads.shutdown();
      threads = null;
    }
  }
}
