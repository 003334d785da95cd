package io.crossim.benchmark.report;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A number of a result, and how to show it. */
enum Figure {
  DELIVERED("deliveredPerSecond", "/s", true),
  ACCEPTED("acceptedPerSecond", "/s", true),
  LOGINS("loginsPerSecond", "/s", true),
  PAGES("pagesPerSecond", "/s", true),
  ADDED("addMs", " ms", false),
  ANSWER_MEDIAN("answerMs.p50", " ms", false),
  DELIVERY_MEDIAN("deliveryMs.p50", " ms", false),
  DELIVERY_P99("deliveryMs.p99", " ms", false),
  CPU("cpuMicrosPerMessage", " µs", false),
  HEAP("heapBytesPerConnection", " bytes", false),
  RESIDENT("residentBytesPerConnection", " bytes", false),
  GONE("goneMs", " ms", false),
  RETURN_TOTAL("totalMs", " ms", false),
  RETURN_P99("returnMs.p99", " ms", false),
  REFUSED("refused", "", false);

  private final String path;
  private final String unit;
  private final boolean moreIsBetter;

  Figure(String path, String unit, boolean moreIsBetter) {
    this.path = path;
    this.unit = unit;
    this.moreIsBetter = moreIsBetter;
  }

  double of(JsonNode result) {
    JsonNode node = result;
    for (String name : path.split("\\.", -1)) {
      node = node.path(name);
    }
    if (!node.isNumber()) {
      throw new ReportException("the result lacks " + path);
    }
    return node.asDouble();
  }

  String show(double value) {
    String number =
        value >= 100 || value == Math.rint(value)
            ? String.format(Locale.ROOT, "%,d", Math.round(value))
            : String.format(Locale.ROOT, value < 1 ? "%.2f" : "%.1f", value);
    return number + unit;
  }

  /** What it is of another: a share of what can be had, or a multiple of what it costs. */
  String ratio(double value, double other) {
    if (other <= 0) {
      return "there " + show(other);
    }
    return moreIsBetter
        ? String.format(Locale.ROOT, "%.0f %% of %s", 100 * value / other, show(other))
        : String.format(Locale.ROOT, "%.1f × %s", value / other, show(other));
  }
}
