package io.crossim.benchmark.report;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** The tool's own commands, as a user would call them. */
@FunctionalInterface
public interface Tool {

  /**
   * Runs a command; blocks until it has ended.
   *
   * @param args the command and its options
   * @return what it wrote as JSON
   * @throws ReportException that says what went wrong, also when the command lost a message
   */
  JsonNode run(List<String> args);
}
