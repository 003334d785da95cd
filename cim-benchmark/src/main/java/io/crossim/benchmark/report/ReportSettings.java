package io.crossim.benchmark.report;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a report is made.
 *
 * @param root of the source tree whose jars are measured
 * @param java the JVM of what is measured
 * @param warmUp load before the first measure of a target
 * @param lead load before each round, not measured
 * @param time of each round
 * @param crowd the most users online at once
 * @param scale the most accounts, and stored messages, of a scale check
 * @param before the jar of a single process of another commit, to compare the present one with
 * @param page to write
 * @param pictures directory for the plots
 * @param json file for the raw results, or none
 * @param command how the user asked for it
 */
public record ReportSettings(
    Path root,
    Path java,
    Set<Part> parts,
    Set<TargetKind> targets,
    int rounds,
    Duration warmUp,
    Duration lead,
    Duration time,
    int crowd,
    int scale,
    @Nullable Path before,
    Path page,
    Path pictures,
    @Nullable Path json,
    String command) {

  boolean has(Part... some) {
    for (Part part : some) {
      if (parts.contains(part)) {
        return true;
      }
    }
    return false;
  }

  /** The same with shorter rounds, where these are not as short. */
  ReportSettings shortened(Duration mostWarmUp, Duration mostLead, Duration mostTime) {
    return new ReportSettings(
        root,
        java,
        parts,
        targets,
        rounds,
        shorter(warmUp, mostWarmUp),
        shorter(lead, mostLead),
        shorter(time, mostTime),
        crowd,
        scale,
        before,
        page,
        pictures,
        json,
        command);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** A number of users, as far as it is allowed. */
  int users(int wanted) {
    return Math.min(wanted, crowd);
  }
}
