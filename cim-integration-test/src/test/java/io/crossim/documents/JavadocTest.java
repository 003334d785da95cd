package io.crossim.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every Javadoc can be read alone: an IDE shows it in a hover, without the one above it or the
 * class around it.
 */
class JavadocTest {

  private static final Pattern LEANING =
      Pattern.compile("/\\*\\*[\\s*]*(The same\\b|As above\\b|Whoever\\b|Who\\b)[^\n]*");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/** The same for a route. */",
        "/**\n   * As above, but later.\n   */",
        "/** Whoever has calls to offer. */",
        "/** Who is online. */"
      })
  void aSentenceThatLeansOnAnotherIsFound(String javadoc) {
    assertThat(LEANING.matcher(javadoc).find()).isTrue();
  }

  @Test
  void noJavadocBeginsWithASentenceThatLeansOnAnother() throws IOException {
    List<Path> files = sources();
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      LEANING
          .matcher(Files.readString(file))
          .results()
          .map(match -> Page.ROOT.relativize(file) + ": " + match.group(1))
          .forEach(found::add);
    }
    assertThat(files).isNotEmpty();
    assertThat(found).isEmpty();
  }

  /** The main sources of all modules. */
  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Page.ROOT)) {
      for (Path main : modules.map(module -> module.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(main)) {
          try (Stream<Path> files = Files.walk(main)) {
            files.filter(path -> path.toString().endsWith(".java")).forEach(sources::add);
          }
        }
      }
    }
    return sources;
  }
}
