package io.crossim.it.operation;

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

/** The dashboard and the alerts. */
final class OperatorFiles {

  private static final Path DEPLOY = Path.of("..", "deploy");
  private static final Pattern METRIC = Pattern.compile("\\b(?:cim|jvm|process|system)_\\w+");

  private OperatorFiles() {}

  /** The samples that dashboard and alerts name. */
  static Set<String> metrics() throws IOException {
    Set<String> metrics = new TreeSet<>();
    expressions().forEach(e -> METRIC.matcher(e).results().forEach(m -> metrics.add(m.group())));
    return metrics;
  }

  private static Set<String> expressions() throws IOException {
    Set<String> expressions = new TreeSet<>();
    JsonNode dashboard =
        new JsonMapper().readTree(DEPLOY.resolve("grafana/cim-dashboard.json").toFile());
    for (JsonNode panel : dashboard.path("panels")) {
      panel.path("targets").forEach(target -> expressions.add(target.path("expr").asString()));
    }
    for (Map<String, Object> rule : rules()) {
      expressions.add(String.valueOf(rule.get("expr")));
    }
    return expressions;
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
