package io.crossim.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every property that the images, the compose file and the chart set is one that there is. */
class PropertiesTest {

  /** Of ours, not of a service. */
  private static final Set<String> OURS = Set.of("SPRING_CONFIG_IMPORT");

  private static final Pattern VARIABLE = Pattern.compile("\\b(?:CIM|APP|SPRING)_[A-Z0-9_]+\\b");
  private static final Pattern ARGUMENT = Pattern.compile("--((?:cim|app|spring)\\.[a-z.-]+)=");

  private final ConfigurationPage page = ConfigurationPage.read();

  PropertiesTest() throws IOException {}

  @Test
  void ofTheImages() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("docker"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertKnown(file.toString(), Files.readString(file));
      }
    }
  }

  @Test
  void ofTheComposeFile() throws IOException {
    for (String service : Compose.read().services().keySet()) {
      assertKnown(service, String.join(" ", Compose.read().map(service, "environment").keySet()));
    }
  }

  @Test
  void ofTheChart() throws IOException {
    for (Path values : ChartTest.examples()) {
      for (Manifest manifest : Chart.CIM.render(values)) {
        assertKnown(values + ", " + manifest, manifest.text());
      }
    }
  }

  @Test
  void ofTheFilesThatHoldSecrets() {
    List<Manifest> secrets =
        Chart.CIM.render().stream().filter(each -> "Secret".equals(each.kind())).toList();

    assertThat(secrets.get(0).<Map<String, String>>at("data").keySet())
        .filteredOn(key -> key.indexOf('.') > 0)
        .hasSize(2)
        .isSubsetOf(page.properties());
  }

  private void assertKnown(String where, String text) {
    Set<String> unknown =
        VARIABLE
            .matcher(text)
            .results()
            .map(match -> match.group())
            .collect(Collectors.toCollection(TreeSet::new));
    unknown.removeAll(page.variables());
    unknown.removeAll(OURS);
    assertThat(unknown).as(where).isEmpty();
    assertThat(ARGUMENT.matcher(text).results().map(match -> match.group(1)))
        .as(where)
        .isSubsetOf(page.properties());
  }
}
