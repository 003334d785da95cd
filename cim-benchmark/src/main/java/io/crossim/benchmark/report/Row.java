package io.crossim.benchmark.report;

import java.util.List;

/**
 * A line of a table, measured on one target.
 *
 * @param table where it stands
 * @param title says what was done, the same for every target
 * @param values one for each round
 * @param ofNull those of the null server in the same rounds; empty where there is none to compare
 *     with
 */
record Row(
    Table table,
    String title,
    TargetKind target,
    Figure figure,
    List<Double> values,
    List<Double> ofNull) {

  double median() {
    return median(values);
  }

  String value() {
    return figure.show(median());
  }

  String ratio() {
    return ofNull.isEmpty() ? "" : figure.ratio(median(), median(ofNull));
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
