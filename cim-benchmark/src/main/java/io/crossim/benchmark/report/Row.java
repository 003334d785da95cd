package io.crossim.benchmark.report;

import java.util.List;

/**
 * A line of a table, measured on one target.
 *
 * @param table where it stands
 * @param title says what was done, the same for every target
 * @param values one for each round
 * @param compared those to compare with: of the null server in the same rounds, or of the first row
 *     of its kind; empty for none
 * @param asked what it has to be; empty for nothing
 */
record Row(
    Table table,
    String title,
    TargetKind target,
    Figure figure,
    List<Double> values,
    List<Double> compared,
    String asked) {

  double median() {
    return median(values);
  }

  String value() {
    return figure.show(median());
  }

  String ratio() {
    return compared.isEmpty() ? "" : figure.ratio(median(), median(compared));
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
