package io.crossim.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The files for Prometheus and Grafana are whole, and show what the page tells of. */
class OperatorFilesTest {

  private static final Path PAGE = Path.of("..", "doc", "metrics.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(cim_\\w+)` \\|");

  @Test
  void everyAlertSaysWhatToDo() throws IOException {
    Set<Object> names = new HashSet<>();
    for (Map<String, Object> rule : OperatorFiles.rules()) {
      assertThat(names.add(rule.get("alert"))).as("%s is there once", rule).isTrue();
      assertThat(rule.get("for").toString()).matches("\\d+[sm]");
      assertThat(rule.get("labels").toString()).containsAnyOf("critical", "warning");
      assertThat(rule.get("annotations").toString()).contains("summary=", "action=");
    }
    assertThat(names).hasSizeGreaterThan(10);
  }

  @Test
  void everyPanelHasATitleAndAPlaceOfItsOwn() {
    Set<String> places = new HashSet<>();
    Set<String> titles = new HashSet<>();
    for (JsonNode panel : OperatorFiles.panels()) {
      JsonNode at = panel.path("gridPos");
      assertThat(places.add(at.path("x") + "," + at.path("y"))).isTrue();
      assertThat(titles.add(panel.path("title").asString())).isTrue();
      assertThat(panel.path("targets").isEmpty()).isFalse();
    }
    assertThat(titles).hasSizeGreaterThan(20);
  }

  @Test
  void whatIsOnThePageIsShownAndNothingElse() throws IOException {
    Set<String> documented = new TreeSet<>();
    ROW.matcher(Files.readString(PAGE)).results().forEach(row -> documented.add(row.group(1)));
    Set<String> shown = new TreeSet<>();
    OperatorFiles.metrics().stream()
        .filter(name -> name.startsWith("cim_"))
        .forEach(name -> shown.add(name.replaceAll("_bucket$", "")));
    assertThat(shown).isEqualTo(documented);
  }
}
