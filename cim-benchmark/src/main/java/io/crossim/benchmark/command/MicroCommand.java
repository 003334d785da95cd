package io.crossim.benchmark.command;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The micro benchmarks; JMH itself says what came of them. */
@Command(
    name = "micro",
    mixinStandardHelpOptions = true,
    description = "Measures single steps of the hot path with JMH.")
public final class MicroCommand implements Callable<Integer> {

  private static final String ALL = "io.crossim.benchmark.micro";

  @Parameters(
      arity = "0..1",
      defaultValue = ALL,
      paramLabel = "REGEX",
      description = "steps to measure (default: all)")
  private String which = ALL;

  @Option(
      names = "--forks",
      defaultValue = "2",
      description = "JVMs for each of them, one after the other (default: ${DEFAULT-VALUE})")
  private int forks;

  @Option(
      names = "--iterations",
      defaultValue = "5",
      description =
          "iterations of a second, both for warm-up and measured (default: ${DEFAULT-VALUE})")
  private int iterations;

  @Option(names = "--gc", description = "show what is allocated, too")
  private boolean allocations;

  @Override
  public Integer call() throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(which)
            .forks(forks)
            .warmupIterations(iterations)
            .measurementIterations(iterations)
            .warmupTime(new TimeValue(1, TimeUnit.SECONDS))
            .measurementTime(new TimeValue(1, TimeUnit.SECONDS));
    if (allocations) {
      options.addProfiler("gc");
    }
    return new Runner(options.build()).run().isEmpty() ? 1 : 0;
  }
}
