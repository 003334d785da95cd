package io.crossim.benchmark;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of the load tool. */
@Command(
    name = "cim-benchmark",
    mixinStandardHelpOptions = true,
    description = "Puts load on a CIM, and checks every message that it sends.",
    subcommands = {
      P2pCommand.class,
      GroupCommand.class,
      LoginCommand.class,
      IdleCommand.class,
      NullServerCommand.class
    })
final class CimBenchmark {

  private static final int FAILED = 1;

  private CimBenchmark() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /**
   * Runs a command.
   *
   * @return 0 when it ran and every message that was accepted arrived once and in order
   */
  static int run(String... args) {
    CommandLine line = new CommandLine(new CimBenchmark());
    line.setExecutionExceptionHandler(
        (e, command, result) -> {
          Output.complain(RouteCalls.words(e));
          return FAILED;
        });
    return line.execute(args);
  }
}
