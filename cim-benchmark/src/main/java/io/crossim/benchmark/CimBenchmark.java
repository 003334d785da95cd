package io.crossim.benchmark;

import io.crossim.benchmark.command.AttackCommand;
import io.crossim.benchmark.command.GroupCommand;
import io.crossim.benchmark.command.HistoryCommand;
import io.crossim.benchmark.command.IdleCommand;
import io.crossim.benchmark.command.LoginCommand;
import io.crossim.benchmark.command.MembersCommand;
import io.crossim.benchmark.command.MicroCommand;
import io.crossim.benchmark.command.NullServerCommand;
import io.crossim.benchmark.command.P2pCommand;
import io.crossim.benchmark.command.ReportCommand;
import io.crossim.benchmark.command.StormCommand;
import io.crossim.benchmark.command.VanishCommand;
import io.crossim.benchmark.command.Words;
import io.crossim.benchmark.result.Output;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of the load tool. */
@Command(
    name = "cim-benchmark",
    mixinStandardHelpOptions = true,
    description = "Puts load on a CIM, and checks every message that it sends.",
    footer = {
      "",
      "A CIM on another machine bounds what one user and one address may do;",
      "doc/security-bounds.md says how to start it without these bounds."
    },
    subcommands = {
      P2pCommand.class,
      GroupCommand.class,
      MembersCommand.class,
      HistoryCommand.class,
      LoginCommand.class,
      IdleCommand.class,
      VanishCommand.class,
      StormCommand.class,
      NullServerCommand.class,
      AttackCommand.class,
      ReportCommand.class,
      MicroCommand.class
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
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (e, command, result) -> {
          Output.complain(Words.of(e));
          return FAILED;
        });
    return line.execute(args);
  }
}
