package io.crossim.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every property of the code stands on its page with its default, and no other does; IDEs know
 * each.
 */
class ConfigurationPageTest {

  private static final Path PAGE = Path.of("..", "doc", "configuration.md");
  private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| (?:`([^`]*)`|-) \\|");

  /** Read one by one, outside any record. */
  private static final Map<String, Map<String, String>> SINGLE =
      Map.of("cim-forward-route", Map.of("app.route.way.handler", "consistent-hash"));

  @ParameterizedTest
  @CsvSource({
    "Routes and servers, io.crossim.service",
    "cim-forward-route, io.crossim.route",
    "cim-server, io.crossim.server",
    "cim-standalone, io.crossim.standalone",
    "cim-client, io.crossim.client"
  })
  void aSectionTellsThePropertiesOfItsRoom(String section, String room) throws Exception {
    Map<String, String> expected = new TreeMap<>();
    ClassPathScanningCandidateComponentProvider scan =
        new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    for (var bean : scan.findCandidateComponents(room)) {
      Class<?> type = Class.forName(bean.getBeanClassName());
      collect(type.getAnnotation(ConfigurationProperties.class).value(), type, expected);
    }
    assertThat(expected).isNotEmpty();
    assertThat(knownToIdes()).containsAll(expected.keySet());
    expected.putAll(SINGLE.getOrDefault(section, Map.of()));
    assertThat(documented(section)).isEqualTo(expected);
  }

  /** What an IDE completes: the names that the modules describe to it. */
  private static Set<String> knownToIdes() throws IOException {
    Set<String> names = new TreeSet<>();
    for (URL file :
        Collections.list(
            ConfigurationPageTest.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
      try (InputStream in = file.openStream()) {
        for (JsonNode property : new JsonMapper().readTree(in).path("properties")) {
          names.add(property.path("name").asString());
        }
      }
    }
    return names;
  }

  private static void collect(String prefix, Class<?> type, Map<String, String> into) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = prefix + "." + name(component);
      if (component.getType().isRecord()) {
        collect(name, component.getType(), into);
      } else {
        into.put(name, defaultOf(component));
      }
    }
  }

  private static String name(RecordComponent component) {
    Name given = parameter(component, Name.class);
    return given != null
        ? given.value()
        : component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String defaultOf(RecordComponent component) {
    DefaultValue value = parameter(component, DefaultValue.class);
    String text = value == null ? "" : String.join(",", value.value());
    return text.isEmpty() ? "-" : text;
  }

  /** Both annotations are for parameters, so they stand at the constructor's. */
  private static <A extends Annotation> A parameter(
      RecordComponent component, Class<A> annotation) {
    for (var parameter :
        component.getDeclaringRecord().getDeclaredConstructors()[0].getParameters()) {
      if (parameter.getName().equals(component.getName())) {
        return parameter.getAnnotation(annotation);
      }
    }
    return null;
  }

  private static Map<String, String> documented(String section) throws IOException {
    Map<String, String> rows = new TreeMap<>();
    boolean inside = false;
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("## ")) {
        inside = line.equals("## " + section);
      }
      Matcher row = ROW.matcher(line);
      if (inside && row.find()) {
        rows.put(row.group(1), row.group(2) == null ? "-" : row.group(2));
      }
    }
    return rows;
  }
}
