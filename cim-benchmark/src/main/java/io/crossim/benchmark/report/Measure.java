package io.crossim.benchmark.report;

import java.util.List;

/**
 * A command of the tool that is run in rounds.
 *
 * @param name of the plot's file; empty for none
 * @param args the command without what is said in every run: where to, how long
 * @param columns the tables in which it stands, and by which figure
 */
record Measure(String title, String name, List<String> args, List<Column> columns) {

  record Column(Table table, Figure figure) {}

  static Measure of(String title, String args, Column... columns) {
    return new Measure(title, "", List.of(args.split(" ", -1)), List.of(columns));
  }

  Measure plotted(String file) {
    return new Measure(title, file, args, columns);
  }
}
