package io.crossim.it.faults;

import java.time.Duration;

/** Lets a fault happen while people write. */
final class FaultRun {

  /** Rounds before and after the fault. */
  private static final int ROUNDS = 20;

  private FaultRun() {}

  /** With the client library. */
  static Verdict ofSdk(Fault fault, Stage stage, int users, Duration period) throws Exception {
    return ofSdk(fault, stage, users, period, ReceiverProcess.Manner.SDK);
  }

  /** With the client library, and a receiver that may behave in another manner. */
  static Verdict ofSdk(
      Fault fault, Stage stage, int users, Duration period, ReceiverProcess.Manner manner)
      throws Exception {
    try (Traffic traffic = new SdkTraffic(stage.routes(), users)) {
      return of(fault, stage, traffic, manner, period);
    }
  }

  /** With clients of protocol v2. */
  static Verdict ofV2(Fault fault, Stage stage, int users, Duration period) {
    try (Traffic traffic = new V2Traffic(stage.routes(), users)) {
      return of(fault, stage, traffic, ReceiverProcess.Manner.V2, period);
    }
  }

  private static Verdict of(
      Fault fault, Stage stage, Traffic traffic, ReceiverProcess.Manner manner, Duration period) {
    if (fault.needsReceiver()) {
      traffic.addReceiver(
          ReceiverProcess.start(manner, stage.routes(), stage.directory().resolve("logs")));
    }
    traffic.start(period);
    traffic.awaitRounds(ROUNDS);
    fault.prepare(stage, traffic);
    traffic.awaitInFlight();
    long begin = System.nanoTime();
    fault.happen(stage, traffic);
    long end = System.nanoTime();
    traffic.awaitRounds(ROUNDS);
    return traffic.settle(
        fault, new Ledger.Times(begin, end, fault.countsFromItsEnd() ? end : begin));
  }
}
