package io.crossim.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What every load command is told. */
final class LoadOptions {

  @Option(
      names = "--route",
      defaultValue = "http://127.0.0.1:8083/",
      description = "URL of a route, or of what stands before several (default: ${DEFAULT-VALUE})",
      converter = UrlConverter.class)
  HttpUrl route = HttpUrl.get("http://127.0.0.1:8083/");

  @Option(
      names = "--warm-up",
      defaultValue = "10s",
      description = "load that is not measured, such as 30s (default: ${DEFAULT-VALUE})",
      converter = TimeConverter.class)
  Duration warmUp = Duration.ofSeconds(10);

  @Option(
      names = "--time",
      defaultValue = "20s",
      description = "how long to measure (default: ${DEFAULT-VALUE})",
      converter = TimeConverter.class)
  Duration time = Duration.ofSeconds(20);

  @Option(names = "--json", description = "write the result to this file too")
  @Nullable Path json;

  @Option(names = "--plot", description = "draw the latencies into this SVG file")
  @Nullable Path plot;

  private static final class UrlConverter implements ITypeConverter<HttpUrl> {
    @Override
    public HttpUrl convert(String value) {
      HttpUrl url = HttpUrl.parse(value);
      if (url == null) {
        throw new TypeConversionException(value + " (expected: a URL as http://127.0.0.1:8083/)");
      }
      return url;
    }
  }

  private static final class TimeConverter implements ITypeConverter<Duration> {
    private static final Pattern TIME = Pattern.compile("(\\d+)(ms|s|m)");

    @Override
    public Duration convert(String value) {
      Matcher time = TIME.matcher(value);
      if (!time.matches()) {
        throw new TypeConversionException(value + " (expected: a time as 500ms, 30s or 2m)");
      }
      long number = Long.parseLong(time.group(1));
      return switch (time.group(2)) {
        case "ms" -> Duration.ofMillis(number);
        case "s" -> Duration.ofSeconds(number);
        default -> Duration.ofMinutes(number);
      };
    }
  }
}
