package io.crossim.it.faults;

import io.crossim.it.client.Route;
import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.LocalBackends;
import java.time.Duration;
import java.util.List;

/** Lets a fault happen while people write. */
final class FaultRun {

  /** Rounds before and after the fault. */
  private static final int ROUNDS = 20;

  private FaultRun() {}

  /** With the client library. */
  static Verdict ofSdk(
      Fault fault, CimCluster cluster, LocalBackends backends, int users, Duration period)
      throws Exception {
    try (Traffic traffic = new SdkTraffic(routes(cluster), users)) {
      return of(fault, cluster, backends, traffic, period);
    }
  }

  /** With clients of protocol v2. */
  static Verdict ofV2(
      Fault fault, CimCluster cluster, LocalBackends backends, int users, Duration period)
      throws Exception {
    try (Traffic traffic = new V2Traffic(routes(cluster), users)) {
      return of(fault, cluster, backends, traffic, period);
    }
  }

  private static List<Route> routes(CimCluster cluster) {
    return List.of(cluster.route(0), cluster.route(1));
  }

  private static Verdict of(
      Fault fault, CimCluster cluster, LocalBackends backends, Traffic traffic, Duration period)
      throws InterruptedException {
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
