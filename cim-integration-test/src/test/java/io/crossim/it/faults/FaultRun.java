package io.crossim.it.faults;

import java.nio.file.Path;
import java.time.Duration;

/** Lets a fault happen while people write. */
final class FaultRun {

  /** Rounds before and after the fault. */
  private static final int ROUNDS = 20;

  private FaultRun() {}

  /** With the client library. */
  static Verdict ofSdk(
      Fault fault, FaultCluster target, int users, GroupTraffic.Size groups, Duration period)
      throws Exception {
    try (SdkTraffic traffic = new SdkTraffic(target.routes(), users)) {
      return traffic.settle(
          fault, of(fault, target, traffic, groups, ReceiverProcess.Manner.SDK, period));
    }
  }

  /** With the client library and something that loses messages. */
  static Verdict ofDefect(
      Fault fault, FaultCluster target, int users, Duration period, ReceiverProcess.Manner manner)
      throws Exception {
    try (Traffic traffic = new SdkTraffic(target.routes(), users)) {
      return traffic.settleWithLosses(
          fault, of(fault, target, traffic, GroupTraffic.NO_GROUPS, manner, period));
    }
  }

  /** With clients of protocol v2. */
  static Verdict ofV2(Fault fault, FaultCluster target, int users, Duration period)
      throws Exception {
    try (Traffic traffic = new V2Traffic(target.routes(), users)) {
      return traffic.settle(
          fault,
          of(fault, target, traffic, GroupTraffic.NO_GROUPS, ReceiverProcess.Manner.V2, period));
    }
  }

  /** With the JavaScript library, over WebSocket. */
  static Verdict ofJavaScript(Fault fault, FaultCluster target, int users, Duration period)
      throws Exception {
    Path logs = target.directory().resolve("logs");
    try (Traffic traffic = new JavaScriptTraffic(target.routes(), users, logs)) {
      return traffic.settle(
          fault,
          of(fault, target, traffic, GroupTraffic.NO_GROUPS, ReceiverProcess.Manner.SDK, period));
    }
  }

  /** Returns when the fault was. */
  private static Ledger.Times of(
      Fault fault,
      FaultCluster target,
      Traffic traffic,
      GroupTraffic.Size groups,
      ReceiverProcess.Manner manner,
      Duration period)
      throws Exception {
    if (fault.needsReceiver()) {
      traffic.addReceiver(
          ReceiverProcess.start(manner, target.routes(), target.directory().resolve("logs")));
    }
    if (!fault.isBeforeGroups()) {
      traffic.addGroups(groups);
    }
    traffic.start(period);
    if (!fault.goesBack()) { // what members saw of changes would be forgotten
      traffic.groups.startChanges();
    }
    traffic.awaitRounds(ROUNDS);
    fault.prepare(target, traffic);
    traffic.awaitInFlight();
    long begin = System.nanoTime();
    fault.happen(target, traffic);
    long end = System.nanoTime();
    if (fault.isBeforeGroups()) {
      traffic.addGroups(groups);
      traffic.groups.startChanges();
    }
    traffic.awaitRounds(ROUNDS);
    return new Ledger.Times(begin, end, fault.countsFromItsEnd() ? end : begin);
  }
}
