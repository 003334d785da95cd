package io.crossim.benchmark;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Lets warm-up and measurement pass, and shows how far they are. */
final class Phases {

  private Phases() {}

  static void run(LoadOptions options, Measurement measurement, LongSupplier count)
      throws InterruptedException {
    pass("warm-up", options.warmUp, count);
    measurement.begin();
    pass("load", options.time, count);
    measurement.end();
  }

  private static void pass(String name, Duration time, LongSupplier count)
      throws InterruptedException {
    long begin = System.nanoTime();
    long whole = Math.max(1, time.toNanos());
    for (long gone = 0; gone < time.toNanos(); gone = System.nanoTime() - begin) {
      Output.progress(name, (double) gone / whole, count.getAsLong() + "");
      TimeUnit.NANOSECONDS.sleep(Math.min(200_000_000L, time.toNanos() - gone));
    }
    Output.progress(name, 1, count.getAsLong() + "");
  }
}
