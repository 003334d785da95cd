package io.crossim.benchmark.command;

import picocli.CommandLine.Option;

/** How long the texts are that a load sends. */
final class TextOptions {

  @Option(
      names = "--size",
      defaultValue = "100",
      description = "characters of a message (default: ${DEFAULT-VALUE})")
  private int size;

  int size() {
    return size;
  }
}
