package io.crossim.benchmark.command;

import io.crossim.benchmark.load.Measurement;
import io.crossim.benchmark.result.Result;

/** What is told of every load whose messages are checked. */
final class Deliveries {

  private Deliveries() {}

  static void put(Result result, Measurement measurement) {
    result
        .put("refused", measurement.refusals())
        .put("lost", measurement.lost())
        .put("duplicated", measurement.duplicates())
        .put("outOfOrder", measurement.disorder())
        .latency("answerMs", measurement.answerTimes())
        .latency("deliveryMs", measurement.deliveryTimes());
  }

  /** 0 when every message that was accepted arrived once and in order. */
  static int exitCode(Measurement measurement) {
    return measurement.lost() + measurement.duplicates() + measurement.disorder() == 0 ? 0 : 1;
  }

  /** 1 also for a refused message, which ends a load whose next message waits for it. */
  static int exitCodeOfLoop(Measurement measurement) {
    return measurement.refusals() == 0 ? exitCode(measurement) : 1;
  }
}
