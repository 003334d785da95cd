package io.crossim.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The properties that doc/configuration.md tells of; another test holds it against the code. */
record ConfigurationPage(Set<String> properties) {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| ((?:`[^`|]+`(?:, )?)+) \\|");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  static ConfigurationPage read() throws IOException {
    String page = Files.readString(Path.of("..", "doc", "configuration.md"));
    return new ConfigurationPage(
        ROW.matcher(page)
            .results()
            .flatMap(row -> NAME.matcher(row.group(1)).results())
            .map(name -> name.group(1))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** The same as variables of the environment. */
  Set<String> variables() {
    return properties.stream()
        .flatMap(name -> Stream.of(name.replace('-', '_'), name.replace("-", "")))
        .map(name -> name.replace('.', '_').toUpperCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
