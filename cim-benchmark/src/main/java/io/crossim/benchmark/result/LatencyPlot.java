package io.crossim.benchmark.result;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Draws latencies over percentiles, both axes logarithmic, as an SVG picture. */
final class LatencyPlot {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 400;
  private static final int MARGIN = 60;
  private static final double[] NINES = {0, 50, 90, 99, 99.9, 99.99};
  private static final List<String> COLOURS = List.of("#1f6feb", "#d1242f", "#1a7f37");

  private LatencyPlot() {}

  static String of(Map<String, Histogram> latencies) {
    double most =
        latencies.values().stream().mapToDouble(Histogram::getMaxValue).max().orElse(1) / 1e6;
    double top = Math.pow(10, Math.ceil(Math.log10(Math.max(most, 1))));
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
        <rect width="100%%" height="100%%" fill="white"/>
        """
            .formatted(WIDTH, HEIGHT));
    for (double nine : NINES) {
      double x = x(nine);
      line(svg, x, y(0.01, top), x, y(top, top), "#ddd");
      text(svg, x - 12, HEIGHT - MARGIN + 18, nine == 0 ? "min" : nine + " %");
    }
    for (double ms = 0.01; ms <= top; ms *= 10) {
      double y = y(ms, top);
      line(svg, x(0), y, WIDTH - MARGIN, y, "#ddd");
      text(svg, 6, y + 4, String.format(Locale.ROOT, "%s ms", ms < 1 ? ms : (long) ms));
    }
    int series = 0;
    for (Map.Entry<String, Histogram> entry : latencies.entrySet()) {
      String colour = COLOURS.get(series % COLOURS.size());
      StringBuilder points = new StringBuilder();
      for (double nines = 0; nines <= 4; nines += 0.05) {
        double percentile = 100 * (1 - Math.pow(10, -nines));
        double ms = Math.max(0.01, entry.getValue().getValueAtPercentile(percentile) / 1e6);
        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(percentile), y(ms, top)));
      }
      svg.append("<polyline fill='none' stroke-width='2' stroke='%s' points='".formatted(colour))
          .append(points)
          .append("'/>\n");
      text(svg, MARGIN + 20, MARGIN - 30 + 16 * series++, entry.getKey(), colour);
    }
    return svg.append("</svg>\n").toString();
  }

  private static double x(double percentile) {
    double nines = Math.min(4, -Math.log10(1 - Math.min(percentile, 99.99) / 100));
    return MARGIN + nines / 4 * (WIDTH - 2 * MARGIN);
  }

  private static double y(double ms, double top) {
    double share = (Math.log10(ms) + 2) / (Math.log10(top) + 2);
    return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN);
  }

  private static void line(
      StringBuilder svg, double x1, double y1, double x2, double y2, String colour) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='%s'/>%n",
            x1,
            y1,
            x2,
            y2,
            colour));
  }

  private static void text(StringBuilder svg, double x, double y, String text) {
    text(svg, x, y, text, "#333");
  }

  private static void text(StringBuilder svg, double x, double y, String text, String colour) {
    svg.append(
        String.format(
            Locale.ROOT, "<text x='%.1f' y='%.1f' fill='%s'>%s</text>%n", x, y, colour, text));
  }
}
