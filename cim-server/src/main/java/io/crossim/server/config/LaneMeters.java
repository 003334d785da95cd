package io.crossim.server.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;

/**
 * Shows how long the calls to routes take that other calls wait behind. A call that does not end
 * holds up everything that shares its lane.
 */
@RequiredArgsConstructor
final class LaneMeters implements MeterBinder {

  /** Longer than any call takes by itself, repeats and all. */
  private static final Duration STALLED_AFTER = Duration.ofSeconds(60);

  /** The oldest call, by what it is for. */
  private final Map<String, Supplier<Duration>> ages;

  @Override
  public void bindTo(MeterRegistry registry) {
    ages.forEach(
        (call, age) ->
            TimeGauge.builder(
                    "cim.lanes.stalled", age, TimeUnit.NANOSECONDS, a -> a.get().toNanos())
                .description("For how long the oldest call to a route has been under way")
                .tag("call", call)
                .register(registry));
  }

  /** Whether all lanes go on. */
  boolean areMoving() {
    return ages.values().stream().noneMatch(LaneMeters::isStalled);
  }

  /** Which calls hold up others, in a sentence. */
  String trouble() {
    return "a call to a route has not ended for "
        + STALLED_AFTER.toSeconds()
        + " s: "
        + ages.entrySet().stream()
            .filter(lane -> isStalled(lane.getValue()))
            .map(Map.Entry::getKey)
            .sorted()
            .collect(Collectors.joining(", "));
  }

  private static boolean isStalled(Supplier<Duration> age) {
    return age.get().compareTo(STALLED_AFTER) >= 0;
  }
}
