package io.crossim.it.faults;

import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.LocalBackends;
import java.time.Duration;
import java.util.List;

/** Lets a fault happen while people write. */
final class FaultRun {

  /** Rounds before and after the fault. */
  private static final int ROUNDS = 20;

  private FaultRun() {}

  static Verdict of(
      Fault fault, CimCluster cluster, LocalBackends backends, int users, Duration period)
      throws Exception {
    try (Traffic traffic = new Traffic(List.of(cluster.route(0), cluster.route(1)), users)) {
      traffic.start(period);
      traffic.awaitRounds(ROUNDS);
      long inFlight = traffic.inFlight();
      long faultAt = System.nanoTime();
      fault.happen(cluster, backends);
      long recoverableAt = fault.countsFromItsEnd() ? System.nanoTime() : faultAt;
      traffic.awaitRounds(ROUNDS);
      return traffic.settle(fault.words(), faultAt, recoverableAt, inFlight);
    }
  }
}
