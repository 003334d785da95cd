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
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    Set<String> cells = new HashSet<>();
    Set<String> titles = new HashSet<>();
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : OperatorFiles.panels()) {
      String title = panel.path("title").asString();
      assertThat(titles.add(title)).as(title).isTrue();
      assertThat(ids.add(panel.path("id").asInt())).as(title).isTrue();
      boolean heading = panel.path("type").asString().equals("row");
      assertThat(panel.path("targets").isEmpty()).as(title).isEqualTo(heading);
      cellsOf(panel.path("gridPos"))
          .forEach(cell -> assertThat(cells.add(cell)).as("%s at %s", title, cell).isTrue());
    }
    assertThat(titles).hasSizeGreaterThan(20);
  }

  /** Of the 24 columns of the grid, and as many rows as there are. */
  private static Stream<String> cellsOf(JsonNode place) {
    int left = place.path("x").asInt();
    int top = place.path("y").asInt();
    int right = left + place.path("w").asInt();
    assertThat(right).isBetween(left + 1, 24);
    return IntStream.range(top, top + place.path("h").asInt())
        .boxed()
        .flatMap(y -> IntStream.range(left, right).mapToObj(x -> x + "," + y));
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
