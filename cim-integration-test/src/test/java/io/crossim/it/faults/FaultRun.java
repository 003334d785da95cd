package io.crossim.it.faults;

import java.time.Duration;

/** Lets a fault happen while people write. */
final class FaultRun {

  /** Rounds before and after the fault. */
  private static final int ROUNDS = 20;

  private FaultRun() {}

  /** With the client library. */
  static Verdict ofSdk(Fault fault, Stage stage, int users, Duration period) throws Exception {
    try (Traffic traffic = new SdkTraffic(stage.routes(), users)) {
      return traffic.settle(fault, of(fault, stage, traffic, ReceiverProcess.Manner.SDK, period));
    }
  }

  /** With the client library and something that loses messages. */
  static Verdict ofDefect(
      Fault fault, Stage stage, int users, Duration period, ReceiverProcess.Manner manner)
      throws Exception {
    try (Traffic traffic = new SdkTraffic(stage.routes(), users)) {
      return traffic.settleWithLosses(fault, of(fault, stage, traffic, manner, period));
    }
  }

  /** With clients of protocol v2. */
  static Verdict ofV2(Fault fault, Stage stage, int users, Duration period) {
    try (Traffic traffic = new V2Traffic(stage.routes(), users)) {
      return traffic.settle(fault, of(fault, stage, traffic, ReceiverProcess.Manner.V2, period));
    }
  }

  /** Returns when the fault was. */
  private static Ledger.Times of(
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
    return new Ledger.Times(begin, end, fault.countsFromItsEnd() ? end : begin);
  }
}
