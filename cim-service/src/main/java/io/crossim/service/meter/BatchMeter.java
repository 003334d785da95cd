package io.crossim.service.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One kind of call that carries several items: how long it takes, how many it carries, how often it
 * fails. Costs something for each call and nothing for an item. Any thread.
 */
public final class BatchMeter {

  private final Timer time;
  private final DistributionSummary items;
  private final Counter errors;

  /**
   * Makes three meters: the name, and the same with {@code .items} and {@code .errors}.
   *
   * @param whom the sentence about whom these calls go to, such as "a route"
   * @param tags names and values in turn
   */
  public BatchMeter(MeterRegistry registry, String name, String whom, String... tags) {
    this.time = Timers.of(registry, name, "Time of the calls to " + whom, tags);
    this.items = Sizes.of(registry, name + ".items", "Items in one call to " + whom, tags);
    this.errors =
        Counter.builder(name + ".errors")
            .description("Calls to " + whom + " that failed")
            .tags(tags)
            .register(registry);
  }

  /** Makes a call and watches what becomes of it. */
  public <T> CompletableFuture<T> watch(int size, Supplier<CompletableFuture<T>> call) {
    long start = System.nanoTime();
    items.record(size);
    CompletableFuture<T> answer;
    try {
      answer = call.get();
    } catch (RuntimeException e) {
      errors.increment();
      throw e;
    }
    return answer.whenComplete(
        (value, failure) -> {
          time.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
          if (failure != null) {
            errors.increment();
          }
        });
  }

  /** Makes a call for one item that blocks, and watches what becomes of it. */
  public <T> T watchBlocking(Supplier<T> call) {
    long start = System.nanoTime();
    items.record(1);
    try {
      return call.get();
    } catch (RuntimeException e) {
      errors.increment();
      throw e;
    } finally {
      time.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }
  }
}
