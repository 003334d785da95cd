package io.crossim.benchmark.command;

import io.crossim.benchmark.report.ReportException;
import io.crossim.benchmark.report.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the tool's commands in this process, each from a new object. */
final class CommandTool implements Tool {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  public JsonNode run(List<String> args) {
    try {
      Path json = Files.createTempFile("cim-benchmark", ".json");
      try {
        return run(args, json);
      } finally {
        Files.delete(json);
      }
    } catch (IOException e) {
      throw new ReportException("a temporary file: " + e.getMessage(), e);
    }
  }

  private static JsonNode run(List<String> args, Path json) throws IOException {
    List<String> failures = new ArrayList<>();
    List<String> options = new ArrayList<>(args.subList(1, args.size()));
    options.add("--quiet");
    options.add("--json=" + json);
    int code =
        new CommandLine(command(args.get(0)))
            .setExecutionExceptionHandler(
                (e, line, parsed) -> {
                  failures.add(Words.of(e));
                  return 1;
                })
            .execute(options.toArray(String[]::new));
    if (!failures.isEmpty()) {
      throw new ReportException(failures.get(0));
    }
    String written = Files.readString(json);
    if (code != 0 || written.isEmpty()) {
      throw new ReportException(
          String.join(" ", args) + " ended with " + code + ": " + written.replaceAll("\\s+", " "));
    }
    return JSON.readTree(written);
  }

  private static Callable<Integer> command(String name) {
    return switch (name) {
      case "p2p" -> new P2pCommand();
      case "group" -> new GroupCommand();
      case "members" -> new MembersCommand();
      case "history" -> new HistoryCommand();
      case "login" -> new LoginCommand();
      case "idle" -> new IdleCommand();
      case "vanish" -> new VanishCommand();
      case "reconnect-storm" -> new StormCommand();
      default -> throw new IllegalArgumentException(name + " (expected: a load of the tool)");
    };
  }
}
