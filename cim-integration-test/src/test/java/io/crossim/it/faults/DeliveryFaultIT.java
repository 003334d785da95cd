package io.crossim.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing lost, nothing twice, in order, whatever dies. The short form runs with every build; the
 * profile {@code faults} runs all faults with 200 users and writes {@code doc/reliability.md}.
 * {@code -Dcim.faults.only=REDIS,SERVER} runs some of them and writes nothing. {@code
 * -Dcim.faults.old=DIR} names the tree of an earlier version, with its jars built, to upgrade from.
 */
class DeliveryFaultIT {

  private static final boolean ALL = Boolean.getBoolean("cim.faults.all");
  private static final String ONLY = System.getProperty("cim.faults.only", "");
  private static final int USERS = ALL ? 200 : 20;
  private static final int JAVASCRIPT_USERS = ALL ? 50 : 20;
  private static final GroupTraffic.Size GROUPS =
      ALL ? new GroupTraffic.Size(10, 20) : new GroupTraffic.Size(2, 6);
  private static final Duration PERIOD = Duration.ofMillis(ALL ? 500 : 100);

  private static final Map<Fault, Verdict> VERDICTS = new TreeMap<>();
  private static final Map<Fault, Verdict> V2_VERDICTS = new TreeMap<>();
  private static final Map<Fault, Verdict> JAVASCRIPT_VERDICTS = new TreeMap<>();

  @TempDir private static Path directory;

  private static @Nullable FaultCluster target;
  private static FaultCluster.@Nullable Kind kind;

  private enum Clients {
    V3,
    V2,
    JAVASCRIPT;

    /** The short form has one run of the library for JavaScript, and none of v2. */
    boolean takesPartIn(Fault fault) {
      return switch (this) {
        case V3 -> true;
        case V2 -> ALL && fault.concernsV2();
        case JAVASCRIPT -> (ALL || fault == Fault.SERVER) && fault.concernsJavaScript();
      };
    }
  }

  /** By stages, each of which is built once. */
  static Stream<Arguments> runs() {
    return Arrays.stream(FaultCluster.Kind.values())
        .flatMap(kind -> faults().stream().filter(fault -> fault.target() == kind))
        .flatMap(
            fault ->
                Arrays.stream(Clients.values())
                    .filter(clients -> clients.takesPartIn(fault))
                    .map(clients -> arguments(fault, clients)));
  }

  private static List<Fault> faults() {
    if (!ONLY.isEmpty()) {
      return Arrays.stream(ONLY.split(",")).map(Fault::valueOf).toList();
    }
    return ALL
        ? List.of(Fault.values())
        : List.of(
            Fault.SERVER,
            Fault.ROUTE,
            Fault.REDIS,
            Fault.REDIS_OLDER,
            Fault.RECEIVER,
            Fault.MEMBERS,
            Fault.SENTINEL);
  }

  private static FaultCluster targetFor(Fault fault) throws IOException {
    if (target == null || kind != fault.target() || kind == FaultCluster.Kind.EARLIER) {
      close();
      kind = fault.target();
      target = FaultCluster.open(kind, Files.createTempDirectory(directory, kind.name()));
    } else {
      target.heal();
    }
    return target;
  }

  @AfterAll
  static void end() throws IOException {
    close();
    if (ALL && ONLY.isEmpty() && VERDICTS.size() == possible()) {
      Files.writeString(
          Path.of("..", "doc", "reliability.md"),
          ReliabilityPage.of(
              VERDICTS, V2_VERDICTS, JAVASCRIPT_VERDICTS, USERS, GROUPS, PERIOD));
    }
  }

  private static long possible() {
    return Arrays.stream(Fault.values())
        .filter(fault -> FaultCluster.isPossible(fault.target()))
        .count();
  }

  private static void close() {
    if (target != null) {
      target.close();
      target = null;
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void whatWasAcceptedArrives(Fault fault, Clients clients) throws Exception {
    assumeTrue(
        FaultCluster.isPossible(fault.target()),
        fault + " needs -Dcim.faults.old=DIR, a built tree");
    FaultCluster broken = targetFor(fault);

    if (clients == Clients.V2) {
      Verdict verdict = FaultRun.ofV2(fault, broken, USERS, PERIOD);
      V2_VERDICTS.put(fault, verdict);
      assertThat(verdict).matches(Verdict::isKeptForV2);
      return;
    }
    if (clients == Clients.JAVASCRIPT) {
      Verdict verdict = FaultRun.ofJavaScript(fault, broken, JAVASCRIPT_USERS, PERIOD);
      JAVASCRIPT_VERDICTS.put(fault, verdict);
      assertThat(verdict)
          .matches(Verdict::isKept)
          .matches(one -> one.isRecoveredWithin(fault.recoversWithin().toMillis()));
      return;
    }
    Verdict verdict = FaultRun.ofSdk(fault, broken, USERS, GROUPS, PERIOD);
    VERDICTS.put(fault, verdict);
    assertThat(verdict)
        .matches(fault.goesBack() ? Verdict::isKeptByWarning : Verdict::isKept)
        .matches(one -> one.isRecoveredWithin(fault.recoversWithin().toMillis()));
  }
}
