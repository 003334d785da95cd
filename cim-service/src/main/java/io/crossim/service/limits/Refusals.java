package io.crossim.service.limits;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Counts what each limit refuses, and tells the log once in ten seconds, however much that is. Any
 * thread; never blocks.
 */
@Slf4j
@RequiredArgsConstructor
public final class Refusals {

  private static final Duration LINE_EVERY = Duration.ofSeconds(10);

  private final ScheduledExecutorService timer;
  private final MeterRegistry meters;
  private final Map<String, Tally> tallies = new ConcurrentHashMap<>();

  /**
   * A limit has refused something.
   *
   * @param limit the property that sets it
   */
  public void count(String limit, int refused, ClientAddress from) {
    Tally tally = tallies.computeIfAbsent(limit, this::newTally);
    tally.total.add(refused);
    tally.last = from;
    if (tally.lineIsDue.compareAndSet(false, true)) {
      timer.schedule(() -> tell(limit, tally), LINE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** There is such a limit: it is counted from now on, and has refused nothing yet. */
  public void declare(String limit) {
    tallies.computeIfAbsent(limit, this::newTally);
  }

  private Tally newTally(String limit) {
    Tally tally = new Tally();
    FunctionCounter.builder("cim.limits.refused", tally.total, LongAdder::sum)
        .description("What was refused because of a limit, by the property that sets it")
        .tag("limit", limit)
        .register(meters);
    return tally;
  }

  /** How much a limit has refused since the start. */
  public long total(String limit) {
    Tally tally = tallies.get(limit);
    return tally == null ? 0 : tally.total.sum();
  }

  private static void tell(String limit, Tally tally) {
    tally.lineIsDue.set(false);
    long total = tally.total.sum();
    log.warn(
        "{} refused {} in the last {} s, {} since the start, last from {}",
        limit,
        total - tally.reported,
        LINE_EVERY.toSeconds(),
        total,
        tally.last);
    tally.reported = total;
  }

  private static final class Tally {
    final LongAdder total = new LongAdder();
    final AtomicBoolean lineIsDue = new AtomicBoolean();
    volatile Object last = "";
    volatile long reported;
  }
}
