package io.crossim.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The result of a run: names and numbers in the order in which they are shown. */
final class Report {

  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, Histogram> latencies = new LinkedHashMap<>();

  Report(String command) {
    values.put("command", command);
  }

  Report put(String name, Object value) {
    values.put(name, value);
    return this;
  }

  Report rate(String name, long count, long nanos) {
    return put(name, nanos <= 0 ? 0 : Math.round(count * 1e9 / nanos));
  }

  /** Percentiles in milliseconds. */
  Report latency(String name, Histogram histogram) {
    Map<String, Object> percentiles = new LinkedHashMap<>();
    for (double percentile : PERCENTILES) {
      String label = percentile == 100 ? "max" : "p" + ("" + percentile).replaceAll("\\.0$", "");
      percentiles.put(label, Math.round(histogram.getValueAtPercentile(percentile) / 1e3) / 1e3);
    }
    values.put(name, percentiles);
    latencies.put(name, histogram);
    return this;
  }

  /** Shows it, and writes it where the user wants it. */
  void publish(LoadOptions options) {
    values.forEach((name, value) -> Output.result("%-22s %s".formatted(name, value)));
    write(options.json, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(values));
    if (options.plot != null) {
      write(options.plot, LatencyPlot.of(latencies));
    }
  }

  private static void write(@Nullable Path file, String text) {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }
}
