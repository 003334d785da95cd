package io.crossim.js;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is published: one version, whole, and on its own. */
class PackageTest {

  private static final Pattern IMPORT =
      Pattern.compile("(?:from|import\\()\\s*\"([^\"]+)\"\\)?", Pattern.MULTILINE);

  @Test
  void thePackageHasTheVersionOfThePoms() throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>cim</artifactId>\\s*<version>(.+?)</version>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(version.find()).isTrue();
    assertThat(Path.of("package.json"))
        .content()
        .contains("\"version\": \"" + version.group(1) + "\"");
  }

  @Test
  void theJarHoldsEveryModule() throws IOException {
    for (Path module : modules()) {
      assertThat(getClass().getResource("/io/crossim/js/" + module.getFileName())).isNotNull();
    }
  }

  @Test
  void noModuleImportsAnythingFromElsewhere() throws IOException {
    for (Path module : modules()) {
      String code = Files.readString(module).replaceAll("(?s)/\\*\\*.*?\\*/", "");
      assertThat(IMPORT.matcher(code).results().map(found -> found.group(1)))
          .as(module.toString())
          .allMatch(path -> Files.exists(Path.of("src").resolve(path)));
    }
  }

  private static List<Path> modules() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src"))) {
      List<Path> modules = files.filter(file -> file.toString().endsWith(".js")).toList();
      assertThat(modules).isNotEmpty();
      return modules;
    }
  }
}
