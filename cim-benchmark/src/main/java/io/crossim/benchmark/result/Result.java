package io.crossim.benchmark.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a run came to: names and numbers in the order in which they are shown. One thread. */
public final class Result {

  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, Histogram> latencies = new LinkedHashMap<>();

  public Result(String command) {
    values.put("command", command);
  }

  public Result put(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** Adds a count as a number per second. */
  public Result rate(String name, long count, long nanos) {
    return put(name, nanos <= 0 ? 0 : Math.round(count * 1e9 / nanos));
  }

  /** Percentiles in milliseconds, of a histogram of nanoseconds; nothing of an empty one. */
  public Result latency(String name, Histogram histogram) {
    if (histogram.getTotalCount() == 0) {
      return this;
    }
    Map<String, Object> percentiles = new LinkedHashMap<>();
    for (double percentile : PERCENTILES) {
      String label = percentile == 100 ? "max" : "p" + ("" + percentile).replaceAll("\\.0$", "");
      percentiles.put(label, Math.round(histogram.getValueAtPercentile(percentile) / 1e3) / 1e3);
    }
    values.put(name, percentiles);
    latencies.put(name, histogram);
    return this;
  }

  /**
   * Hands it out.
   *
   * @param quiet shows nothing
   * @param json a file for the numbers, or none
   * @param plot a file for a picture of the latencies, or none
   */
  public void publish(boolean quiet, @Nullable Path json, @Nullable Path plot) {
    if (!quiet) {
      values.forEach((name, value) -> Output.result("%-24s %s".formatted(name, value)));
    }
    if (json != null) {
      write(json, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(values));
    }
    if (plot != null) {
      write(plot, LatencyPlot.of(latencies));
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }
}
