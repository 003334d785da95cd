package io.crossim.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.ClusterSpec;
import io.crossim.it.fixture.LocalBackends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing lost, nothing twice, in order, whatever dies. The short form runs with every build; the
 * profile {@code faults} runs all faults with 200 users and writes {@code doc/reliability.md}.
 */
class DeliveryFaultIT {

  private static final boolean ALL = Boolean.getBoolean("cim.faults.all");
  private static final int USERS = ALL ? 200 : 20;
  private static final Duration PERIOD = Duration.ofMillis(ALL ? 500 : 100);
  private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(5);

  private static final Map<Fault, Verdict> VERDICTS = new TreeMap<>();
  private static final Map<Fault, Verdict> V2_VERDICTS = new TreeMap<>();

  @TempDir private static Path directory;

  private static LocalBackends backends;
  private static CimCluster cluster;

  static List<Fault> faults() {
    return ALL ? List.of(Fault.values()) : List.of(Fault.SERVER, Fault.ROUTE, Fault.REDIS);
  }

  @BeforeAll
  static void start() {
    backends = LocalBackends.start(directory);
    cluster =
        CimCluster.start(backends.addresses(), ClusterSpec.of(2, 2), directory.resolve("logs"));
  }

  @BeforeEach
  void heal() {
    cluster.heal();
  }

  @AfterAll
  static void stop() throws IOException {
    if (cluster != null) {
      cluster.close();
    }
    if (backends != null) {
      backends.close();
    }
    int all = Fault.values().length;
    if (ALL && VERDICTS.size() == all && V2_VERDICTS.size() == all) {
      Files.writeString(
          Path.of("..", "doc", "reliability.md"),
          ReliabilityPage.of(VERDICTS, V2_VERDICTS, USERS, PERIOD));
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatWasAcceptedArrivesOnceAndInOrder(Fault fault) throws Exception {
    Verdict verdict = FaultRun.ofSdk(fault, cluster, backends, USERS, PERIOD);

    VERDICTS.put(fault, verdict);
    assertThat(verdict).matches(Verdict::isKept);
    assertThat(verdict.recoveryMillis()).isBetween(0L, RECOVERED_WITHIN.toMillis());
  }

  @ParameterizedTest
  @MethodSource("faults")
  @EnabledIfSystemProperty(named = "cim.faults.all", matches = "true")
  void whatWasAcceptedArrivesAtLeastOnceAtV2Clients(Fault fault) throws Exception {
    Verdict verdict = FaultRun.ofV2(fault, cluster, backends, USERS, PERIOD);

    V2_VERDICTS.put(fault, verdict);
    assertThat(verdict).matches(Verdict::isKeptForV2);
  }
}
