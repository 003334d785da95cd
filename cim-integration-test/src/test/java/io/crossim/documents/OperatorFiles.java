package io.crossim.documents;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard for Grafana and the alerts for Prometheus. */
public final class OperatorFiles {

  private static final Path DEPLOY = Path.of("..", "deploy");
  private static final Pattern METRIC = Pattern.compile("\\b(?:cim|jvm|process|system)_\\w+");

  private OperatorFiles() {}

  /** The samples that dashboard and alerts ask for. */
  public static Set<String> metrics() throws IOException {
    Set<String> metrics = new TreeSet<>();
    for (JsonNode panel : panels()) {
      panel.path("targets").forEach(target -> add(target.path("expr").asString(), metrics));
    }
    for (Map<String, Object> rule : rules()) {
      add(String.valueOf(rule.get("expr")), metrics);
    }
    return metrics;
  }

  private static void add(String expression, Set<String> metrics) {
    METRIC.matcher(expression).results().forEach(found -> metrics.add(found.group()));
  }

  static JsonNode panels() {
    return new JsonMapper()
        .readTree(DEPLOY.resolve("grafana/cim-dashboard.json").toFile())
        .path("panels");
  }

  /** The alerts. */
  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> rules() throws IOException {
    try (Reader file = Files.newBufferedReader(DEPLOY.resolve("prometheus/cim-alerts.yml"))) {
      Map<String, List<Map<String, Object>>> content = new Yaml().load(file);
      return (List<Map<String, Object>>) content.get("groups").get(0).get("rules");
    }
  }
}
