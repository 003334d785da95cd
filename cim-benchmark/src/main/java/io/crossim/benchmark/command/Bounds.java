package io.crossim.benchmark.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Refuses numbers outside of bounds, before anything is done. */
final class Bounds {

  private Bounds() {}

  /** Ends the command with a sentence about its option. */
  static void check(CommandSpec command, String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          command.commandLine(),
          "%s: %d (expected: %d to %d)".formatted(option, value, least, most));
    }
  }
}
