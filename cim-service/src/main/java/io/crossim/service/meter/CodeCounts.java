package io.crossim.service.meter;

import io.crossim.common.result.ResultCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Counts answers of one kind by their code. Any thread. */
public final class CodeCounts {

  private static final int CODES = ResultCode.values().length;

  private final MeterRegistry meters;
  private final String name;
  private final String description;
  private final String[] tags;
  private final AtomicReferenceArray<Counter> counters = new AtomicReferenceArray<>(CODES);

  /**
   * @param tags names and values in turn, beside the code
   */
  public CodeCounts(MeterRegistry meters, String name, String description, String... tags) {
    this.meters = meters;
    this.name = name;
    this.description = description;
    this.tags = tags.clone();
    counters.set(ResultCode.SUCCESS.ordinal(), counter(ResultCode.SUCCESS));
  }

  public void count(ResultCode code) {
    count(code, 1);
  }

  public void count(ResultCode code, int more) {
    Counter counter = counters.get(code.ordinal());
    if (counter == null) {
      counter = counter(code); // the registry has one of each
      counters.set(code.ordinal(), counter);
    }
    counter.increment(more);
  }

  private Counter counter(ResultCode code) {
    return Counter.builder(name)
        .description(description)
        .tags(tags)
        .tag("code", code.code())
        .register(meters);
  }
}
