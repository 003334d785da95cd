package io.crossim.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the sources of the page, without a browser. */
class PageSourcesTest {

  private static final Path PAGE = Path.of("src/main/resources/io/crossim/web");
  private static final Pattern SENTENCE = Pattern.compile("(?m)^  (\\w+):");

  /** Names of sentences that are asked for where the page is made of them. */
  private static final Pattern ASKED = Pattern.compile("\\bt\\(['\"](\\w+)['\"]");

  static List<Path> modules() throws IOException {
    try (Stream<Path> files = Files.walk(PAGE)) {
      return files.filter(file -> file.toString().endsWith(".js")).toList();
    }
  }

  private static List<String> sentences(String language) throws IOException {
    String source = Files.readString(PAGE.resolve("i18n/" + language + ".js"));
    return SENTENCE.matcher(source).results().map(name -> name.group(1)).toList();
  }

  @Test
  void everyLanguageHasTheSameSentences() throws IOException {
    assertThat(sentences("zh")).doesNotHaveDuplicates().isEqualTo(sentences("en"));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void everySentenceThatIsAskedForIsThere(Path module) throws IOException {
    List<String> there = sentences("en");
    assertThat(ASKED.matcher(Files.readString(module)).results().map(name -> name.group(1)))
        .allSatisfy(name -> assertThat(there).containsAnyOf(name, name + "_other"));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void modulesAreShort(Path module) throws IOException {
    if (!module.getParent().endsWith("i18n")) {
      assertThat(Files.readAllLines(module)).hasSizeLessThan(200);
    }
  }

  @ParameterizedTest
  @MethodSource("modules")
  void nothingMakesMarkupOfTextsOrRunsThem(Path module) throws IOException {
    assertThat(Files.readString(module))
        .doesNotContainPattern(
            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function")
        .doesNotContain("dangerously");
  }

  @Test
  void onlyTokensNameColours() throws IOException {
    Pattern colour = Pattern.compile("#[0-9a-fA-F]{3,8}\\b|rgb\\(|hsl\\(");
    try (Stream<Path> styles = Files.list(PAGE.resolve("css"))) {
      for (Path style : styles.filter(file -> !file.endsWith("tokens.css")).toList()) {
        assertThat(colour.matcher(Files.readString(style)).results().map(MatchResult::group))
            .as(style.toString())
            .isEmpty();
      }
    }
  }

  @Test
  void everySentenceIsSaidSomewhere() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path module : modules()) {
      if (!module.getParent().endsWith("i18n")) {
        all.append(Files.readString(module));
      }
    }
    assertThat(sentences("en"))
        .filteredOn(name -> !name.startsWith("emoji_"))
        .map(name -> name.replaceFirst("_(one|other)$", ""))
        .allSatisfy(name -> assertThat(all).contains('"' + name + '"'));
  }
}
