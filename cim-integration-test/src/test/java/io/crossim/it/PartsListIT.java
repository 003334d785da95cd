package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.cluster.CimJars;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each executable jar says what it is made of, unless it was built offline. */
@DisabledIfSystemProperty(
    named = "cim.build",
    matches = "offline: true",
    disabledReason = "Maven makes the list only when it is online")
class PartsListIT {

  private static final String SBOM = "META-INF/sbom/application.cdx.json";

  static Stream<Path> jars() {
    CimJars jars = CimJars.find();
    return Stream.of(jars.server(), jars.route(), jars.standalone(), jars.client());
  }

  @ParameterizedTest
  @MethodSource("jars")
  void theListNamesTheJarAndItsParts(Path jar) throws IOException {
    try (JarFile opened = new JarFile(jar.toFile())) {
      ZipEntry entry = opened.getEntry(SBOM);
      assertThat(entry).as(SBOM).isNotNull();
      assertThat(opened.getManifest().getMainAttributes().getValue("Sbom-Location"))
          .isEqualTo(SBOM);
      try (InputStream in = opened.getInputStream(entry)) {
        JsonNode list = new JsonMapper().readTree(in);
        assertThat(list.path("bomFormat").asString()).isEqualTo("CycloneDX");
        assertThat(jar.getFileName().toString())
            .startsWith(list.path("metadata").path("component").path("name").asString());
        assertThat(list.path("components").findValuesAsString("name"))
            .contains("cim-common", "protobuf-java", "netty-handler")
            .doesNotContain("junit-jupiter");
      }
    }
  }
}
