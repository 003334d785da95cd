package io.crossim.benchmark.command;

import io.crossim.benchmark.result.Result;
import java.nio.file.Path;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every load is told: where to, and what to do with the result. */
final class RunOptions {

  @Option(
      names = "--route",
      defaultValue = "http://127.0.0.1:8083/",
      description = "URL of a route, or of what stands before several (default: ${DEFAULT-VALUE})",
      converter = UrlConverter.class)
  private HttpUrl route = HttpUrl.get("http://127.0.0.1:8083/");

  @Option(names = "--json", description = "write the result to this file too")
  private @Nullable Path json;

  @Option(names = "--plot", description = "draw the latencies into this SVG file")
  private @Nullable Path plot;

  @Option(names = "--quiet", description = "show no result")
  private boolean quiet;

  HttpUrl route() {
    return route;
  }

  void publish(Result result) {
    result.publish(quiet, json, plot);
  }
}
