package io.crossim.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The suite is no facade: what breaks the promise turns it red. */
class PlantedDefectIT {

  private static final int USERS = 20;
  private static final Duration PERIOD = Duration.ofMillis(100);

  @TempDir private Path directory;

  @Test
  void anAnswerBeforeTheAppendIsFoundOut() throws Exception {
    try (FaultCluster target = FaultCluster.withRoutes(DefectiveRoute.class, directory)) {
      Verdict verdict =
          FaultRun.ofDefect(Fault.ROUTE, target, USERS, PERIOD, ReceiverProcess.Manner.SDK);

      assertThat(verdict.lost()).isPositive();
      assertThat(verdict.isKept()).isFalse();
    }
  }

  @Test
  void anAcknowledgementBeforeTheListenerRanIsFoundOut() throws Exception {
    try (FaultCluster target = FaultCluster.open(FaultCluster.Kind.PLAIN, directory)) {
      Verdict verdict =
          FaultRun.ofDefect(
              Fault.RECEIVER, target, USERS, PERIOD, ReceiverProcess.Manner.SDK_ACKNOWLEDGES_FIRST);

      assertThat(verdict.lost()).isPositive();
      assertThat(verdict.isKept()).isFalse();
    }
  }
}
