package io.crossim.benchmark.load;

import io.crossim.benchmark.result.Output;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Lets warm-up and measurement pass, and shows how far they are. */
public final class Phases {

  private static final long SHOW_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Duration warmUp;
  private final Duration time;

  public Phases(Duration warmUp, Duration time) {
    this.warmUp = warmUp;
    this.time = time;
  }

  /**
   * Blocks until both are over.
   *
   * @param count what the user sees of the load
   * @param begins is told when the measurement begins
   * @param ends is told when it ends
   */
  public void pass(Measurement measurement, LongSupplier count, Runnable begins, Runnable ends)
      throws InterruptedException {
    pass("warm-up", warmUp, count);
    measurement.begin();
    begins.run();
    pass("load", time, count);
    ends.run();
    measurement.end();
  }

  private static void pass(String name, Duration time, LongSupplier count)
      throws InterruptedException {
    long begin = System.nanoTime();
    long whole = Math.max(1, time.toNanos());
    for (long gone = 0; gone < time.toNanos(); gone = System.nanoTime() - begin) {
      Output.progress(name, (double) gone / whole, count.getAsLong() + "");
      TimeUnit.NANOSECONDS.sleep(Math.min(SHOW_NANOS, time.toNanos() - gone));
    }
    Output.progress(name, 1, count.getAsLong() + "");
  }
}
