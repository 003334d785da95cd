package io.crossim.benchmark.command;

import io.crossim.benchmark.result.Result;
import io.crossim.benchmark.transport.Encryption;
import io.crossim.benchmark.transport.Loops;
import java.nio.file.Path;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every load is told: where to, and what to do with the result. */
final class RunOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--route",
      defaultValue = "http://127.0.0.1:8083/",
      description = "URL of a route, or of what stands before several (default: ${DEFAULT-VALUE})",
      converter = UrlConverter.class)
  private HttpUrl route = HttpUrl.get("http://127.0.0.1:8083/");

  @Option(
      names = "--tls-trust",
      paramLabel = "PEM",
      description = "the CAs to trust, where the route is an https one; all is encrypted then")
  private @Nullable Path trust;

  @Option(names = "--json", description = "write the result to this file too")
  private @Nullable Path json;

  @Option(names = "--plot", description = "draw the latencies into this SVG file")
  private @Nullable Path plot;

  @Option(names = "--quiet", description = "show no result")
  private boolean quiet;

  HttpUrl route() {
    return route;
  }

  /** The event loop of a load; its connections are encrypted where the route's are. */
  Loops loops() {
    if (route.isHttps() != (trust != null)) {
      throw new ParameterException(
          command.commandLine(),
          "--route=%s and %s (expected: --tls-trust with an https route, and only with one)"
              .formatted(route, trust == null ? "no --tls-trust" : "--tls-trust"));
    }
    return new Loops("load", 1, trust == null ? null : Encryption.trusting(trust));
  }

  void publish(Result result) {
    result.publish(quiet, json, plot);
  }
}
