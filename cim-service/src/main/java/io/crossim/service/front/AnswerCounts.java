package io.crossim.service.front;

import io.crossim.common.result.ResultCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Counts the answers of one call by their code. Any thread. */
final class AnswerCounts {

  private static final int CODES = ResultCode.values().length;

  private final MeterRegistry meters;
  private final String path;
  private final AtomicReferenceArray<Counter> counters = new AtomicReferenceArray<>(CODES);

  AnswerCounts(MeterRegistry meters, String path) {
    this.meters = meters;
    this.path = path;
    counters.set(ResultCode.SUCCESS.ordinal(), counter(ResultCode.SUCCESS));
  }

  void count(ResultCode code) {
    Counter counter = counters.get(code.ordinal());
    if (counter == null) {
      counter = counter(code); // the registry has one of each, whoever asks first
      counters.set(code.ordinal(), counter);
    }
    counter.increment();
  }

  private Counter counter(ResultCode code) {
    return Counter.builder("cim.calls")
        .description("Answers to HTTP calls, by the code in their envelope")
        .tag("path", path)
        .tag("code", code.code())
        .register(meters);
  }
}
