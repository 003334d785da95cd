package io.crossim.standalone;

import io.crossim.server.api.ServerPaths;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The description of one service's calls that is committed: what the OpenAPI page of a single
 * process tells of them, in an order that stays the same.
 */
enum OpenApiFile {
  ROUTE("CIM route", "The calls of a cim-forward-route."),
  SERVER("CIM server", "The calls of a cim-server.");

  private static final Path DIRECTORY = Path.of("..", "doc", "openapi");
  private static final String SCHEMA = "#/components/schemas/";

  /** Of the calls, not of the program that answers them. */
  private static final String VERSION = "1.0.0";

  private final String title;
  private final String sentence;

  OpenApiFile(String title, String sentence) {
    this.title = title;
    this.sentence = sentence;
  }

  Path path() {
    return DIRECTORY.resolve(name().toLowerCase(Locale.ROOT) + ".json");
  }

  /** Its text, for a page with the calls of both services. */
  String of(JsonNode page) {
    JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    ObjectNode own = (ObjectNode) page.deepCopy();
    ObjectNode info = (ObjectNode) own.path("info");
    info.put("title", title);
    info.put(
        "description",
        sentence + info.path("description").asString().replaceFirst("^[^.]*\\.", ""));
    info.put("version", VERSION);
    keep(own, "/paths", path -> (this == SERVER) == path.equals(ServerPaths.SEND));
    keep(own, "/components/schemas", schemasOf(own)::contains);
    String calls = own.path("paths").toString();
    keep(own, "/components/securitySchemes", scheme -> calls.contains("{\"" + scheme + "\":[]}"));
    return json.writeValueAsString(own) + "\n";
  }

  /** Keeps some fields of an object, in the order of their names. */
  private static void keep(ObjectNode page, String at, Predicate<String> wanted) {
    ObjectNode object = (ObjectNode) page.at(at);
    ObjectNode all = object.deepCopy();
    object.removeAll();
    all.propertyNames().stream().sorted().filter(wanted).forEach(n -> object.set(n, all.get(n)));
  }

  /** The names of all schemas that the calls lead to. */
  private static Set<String> schemasOf(JsonNode page) {
    Set<String> found = new TreeSet<>();
    Deque<JsonNode> open = new ArrayDeque<>();
    open.add(page.path("paths"));
    while (!open.isEmpty()) {
      for (String reference : open.remove().findValuesAsString("$ref")) {
        String name = reference.substring(SCHEMA.length());
        if (found.add(name)) {
          open.add(page.at("/components/schemas/" + name));
        }
      }
    }
    return found;
  }
}
