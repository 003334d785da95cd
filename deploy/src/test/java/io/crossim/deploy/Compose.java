package io.crossim.deploy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The file that docker compose reads. */
record Compose(Map<String, Map<String, Object>> services, Map<String, Object> volumes) {

  private static final Path FILE = Path.of("..", "docker-compose.yml");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)");

  static Compose read() throws IOException {
    try (Reader file = Files.newBufferedReader(FILE)) {
      Map<String, Map<String, ?>> all =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
      return new Compose(typed(all.get("services")), typed(all.get("volumes")));
    }
  }

  /** What whoever starts it may set. */
  static Set<String> variables() throws IOException {
    return VARIABLE
        .matcher(Files.readString(FILE))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A list of a service, empty where it has none. */
  List<String> list(String service, String key) {
    return of(service, key, List.of());
  }

  /** The same for a map. */
  Map<String, String> map(String service, String key) {
    return of(service, key, Map.of());
  }

  @SuppressWarnings("unchecked")
  private <T> T of(String service, String key, T none) {
    return (T) services.get(service).getOrDefault(key, none);
  }

  @SuppressWarnings("unchecked")
  private static <T> Map<String, T> typed(Map<String, ?> map) {
    return (Map<String, T>) map;
  }
}
