package io.crossim.it.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of doc/metrics.md. */
record MetricsPage(Map<String, Row> rows) {

  private static final Path PAGE = Path.of("..", "doc", "metrics.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `(cim_\\w+)` \\| (\\w+) \\| (\\w+) \\| ([^|]*) \\|.*");
  private static final Pattern LABEL = Pattern.compile("`(\\w+)`");

  /** A metric as documented. */
  record Row(String kind, String service, Set<String> labels) {

    boolean isOf(String process) {
      return service.equals("both") || process.equals("both") || service.equals(process);
    }
  }

  static MetricsPage read() {
    Map<String, Row> rows = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(PAGE)) {
        Matcher row = ROW.matcher(line.replace("| |", "|  |"));
        if (row.matches()) {
          Set<String> labels = new TreeSet<>();
          LABEL.matcher(row.group(4)).results().forEach(label -> labels.add(label.group(1)));
          rows.put(row.group(1), new Row(row.group(2), row.group(3), labels));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new MetricsPage(rows);
  }

  /** What a process should tell. */
  Map<String, Row> of(String service) {
    Map<String, Row> expected = new TreeMap<>(rows);
    expected.values().removeIf(row -> !row.isOf(service));
    return expected;
  }
}
