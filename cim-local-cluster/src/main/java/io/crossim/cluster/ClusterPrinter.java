package io.crossim.cluster;

import java.io.PrintStream;
import java.util.List;

/** All that {@code ./cim cluster} says to its user. */
final class ClusterPrinter {

  private final PrintStream out;
  private final PrintStream err;

  ClusterPrinter(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  static ClusterPrinter ofConsole() {
    return new ClusterPrinter(System.out, System.err);
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  void complain(String line) {
    err.println(line);
    err.flush();
  }

  /** Columns as wide as their widest cell. */
  void table(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] width = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        width[i] = Math.max(width[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(("%-" + (width[i] + 2) + "s").formatted(row.get(i)));
      }
      say(line.toString().stripTrailing());
    }
  }
}
