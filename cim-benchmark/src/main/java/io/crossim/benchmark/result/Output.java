package io.crossim.benchmark.result;

import org.jspecify.annotations.Nullable;

/** All that the tool says to its user; results go to the standard output, the rest beside it. */
public final class Output {

  private static final int WIDTH = 30;

  private Output() {}

  public static void result(String text) {
    System.out.println(text);
    System.out.flush();
  }

  /** What the user is to do or to know meanwhile. */
  public static void note(String line) {
    System.err.println(line);
  }

  public static void complain(@Nullable String line) {
    System.err.println(line);
  }

  /** A bar that the next call draws over; only where somebody looks. */
  public static void progress(String what, double share, String words) {
    if (System.console() == null) {
      return;
    }
    int full = (int) (Math.min(1, share) * WIDTH);
    System.err.printf(
        "\r%-8s [%s%s] %s   ", what, "#".repeat(full), ".".repeat(WIDTH - full), words);
    if (share >= 1) {
      System.err.println();
    }
  }
}
