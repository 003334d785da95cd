package io.crossim.documents;

import io.crossim.cluster.CimJars;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The table of THIRD-PARTY.md, made from the parts lists in the executable jars. */
final class ThirdPartyPage {

  static final String BEGIN = "<!-- made from the parts lists of the jars -->\n";

  private ThirdPartyPage() {}

  /** One row for each library, by its name, with its licenses. */
  static String table() throws IOException {
    CimJars jars = CimJars.find();
    Map<String, String> rows = new TreeMap<>();
    for (Path jar : List.of(jars.standalone(), jars.client())) {
      for (JsonNode part : partsOf(jar)) {
        String group = part.path("group").asString();
        if (!group.equals("io.crossim")) {
          rows.put(group + ":" + part.path("name").asString(), licenses(part));
        }
      }
    }
    return rows.entrySet().stream()
        .map(row -> "| " + row.getKey() + " | " + row.getValue() + " |\n")
        .collect(Collectors.joining("", "| library | license |\n|---|---|\n", ""));
  }

  private static JsonNode partsOf(Path jar) throws IOException {
    try (JarFile opened = new JarFile(jar.toFile());
        InputStream in =
            opened.getInputStream(opened.getEntry("META-INF/sbom/application.cdx.json"))) {
      return new JsonMapper().readTree(in).path("components");
    }
  }

  private static String licenses(JsonNode part) {
    TreeSet<String> names = new TreeSet<>();
    for (JsonNode entry : part.path("licenses")) {
      JsonNode license = entry.path("license");
      names.add(
          entry
              .path("expression")
              .asString(license.path("id").asString(license.path("name").asString("not named"))));
    }
    return String.join(" or ", names);
  }
}
