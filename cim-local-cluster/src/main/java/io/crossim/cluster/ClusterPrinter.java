package io.crossim.cluster;

import java.io.PrintStream;
import java.util.List;

/** All that {@code ./cim cluster} and {@code ./cim certs} say to their user. */
public final class ClusterPrinter {

  private final PrintStream out;
  private final PrintStream err;

  ClusterPrinter(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static ClusterPrinter ofConsole() {
    return new ClusterPrinter(System.out, System.err);
  }

  public void say(String line) {
    out.println(line);
    out.flush();
  }

  public void complain(String line) {
    err.println(line);
    err.flush();
  }

  /** Prints a table whose columns are as wide as their widest cell. */
  public void table(List<List<String>> rows) {
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
