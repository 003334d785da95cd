package io.crossim.benchmark.command;

import io.crossim.benchmark.load.Measurement;
import io.crossim.benchmark.load.Phases;
import io.crossim.benchmark.process.CpuWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import picocli.CommandLine.Option;

/** How long a load lasts, and whose CPU time is taken meanwhile. */
final class PhaseOptions {

  @Option(
      names = "--warm-up",
      defaultValue = "10s",
      description = "load that is not measured, such as 30s (default: ${DEFAULT-VALUE})",
      converter = TimeConverter.class)
  private Duration warmUp = Duration.ofSeconds(10);

  @Option(
      names = "--time",
      defaultValue = "20s",
      description = "how long to measure (default: ${DEFAULT-VALUE})",
      converter = TimeConverter.class)
  private Duration time = Duration.ofSeconds(20);

  @Option(
      names = "--cpu",
      paramLabel = "PID",
      split = ",",
      description = "processes of this machine to measure the CPU time per message of")
  private List<Long> pids = new ArrayList<>();

  /** To be asked for before the load: it complains about processes that do not run. */
  CpuWatch watch() {
    return new CpuWatch(pids);
  }

  /** Blocks until warm-up and measurement are over. */
  void pass(Measurement measurement, LongSupplier count, CpuWatch cpu) throws InterruptedException {
    new Phases(warmUp, time).pass(measurement, count, cpu::begin, cpu::end);
  }
}
