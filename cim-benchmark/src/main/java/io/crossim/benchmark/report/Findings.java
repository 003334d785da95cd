package io.crossim.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All that was found: rows for the page, failures, and every result as it was. One thread. */
final class Findings {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<Row> rows = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final List<String> pictures = new ArrayList<>();
  private final List<Map<String, Object>> runs = new ArrayList<>();

  void add(Row row) {
    rows.add(row);
  }

  void failed(TargetKind target, String what, String words) {
    failures.add(target.title() + ", " + what + ": " + words.lines().findFirst().orElse(words));
  }

  void picture(String file) {
    if (!pictures.contains(file)) {
      pictures.add(file);
    }
  }

  void ran(TargetKind target, boolean nullServer, List<String> args, JsonNode result) {
    runs.add(
        Map.of(
            "target", target.title(),
            "nullServer", nullServer,
            "args", args,
            "result", result));
  }

  List<Row> rows(Table table) {
    return rows.stream().filter(row -> row.table() == table).toList();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  List<String> pictures() {
    return List.copyOf(pictures);
  }

  String json() {
    return JSON.writerWithDefaultPrettyPrinter()
        .writeValueAsString(Map.of("runs", runs, "failures", failures));
  }
}
