package io.crossim.benchmark.load;

import io.crossim.benchmark.result.Output;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Many asynchronous jobs, so many of them under way at once; the first failure fails the whole. */
final class InFlight<T> {

  private static final long SHOW_MILLIS = 200;

  private final int count;
  private final IntFunction<CompletableFuture<T>> job;
  private final AtomicReferenceArray<T> results;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final CompletableFuture<List<T>> whole = new CompletableFuture<>();

  private InFlight(int count, IntFunction<CompletableFuture<T>> job) {
    this.count = count;
    this.job = job;
    this.results = new AtomicReferenceArray<>(count);
  }

  static <T> InFlight<T> start(int count, int atOnce, IntFunction<CompletableFuture<T>> job) {
    InFlight<T> running = new InFlight<>(count, job);
    if (count == 0) {
      running.whole.complete(List.of());
    }
    for (int i = 0; i < Math.min(count, atOnce); i++) {
      running.startNext();
    }
    return running;
  }

  /** How many jobs are done. */
  int done() {
    return done.get();
  }

  /** Completes with the results in the order of the jobs' numbers. */
  CompletableFuture<List<T>> whole() {
    return whole;
  }

  /**
   * Blocks until all jobs are done, and shows how far they are.
   *
   * @return the results in the order of the jobs' numbers
   * @throws Refusal when a job fails
   */
  List<T> await(String what) throws InterruptedException {
    while (true) {
      try {
        List<T> all = whole.get(SHOW_MILLIS, TimeUnit.MILLISECONDS);
        Output.progress(what, 1, count + "");
        return all;
      } catch (TimeoutException e) {
        Output.progress(what, (double) done() / count, done() + "");
      } catch (ExecutionException e) {
        throw Refusal.of(e);
      }
    }
  }

  private void startNext() {
    int number = next.getAndIncrement();
    if (number < count && !whole.isDone()) {
      var unused =
          job.apply(number).whenComplete((result, failure) -> ended(number, result, failure));
    }
  }

  @SuppressWarnings("NullAway") // exactly one of result and failure is there
  private void ended(int number, T result, Throwable failure) {
    if (failure != null) {
      whole.completeExceptionally(failure);
      return;
    }
    results.set(number, result);
    if (done.incrementAndGet() == count) {
      whole.complete(IntStream.range(0, count).mapToObj(results::get).toList());
    }
    startNext();
  }
}
