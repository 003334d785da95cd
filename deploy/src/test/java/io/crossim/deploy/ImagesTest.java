package io.crossim.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The description of the images fits what is around it. */
class ImagesTest {

  private static final Pattern SOURCE = Pattern.compile("\\b[\\w/-]+/[\\w./*-]+\\.jar");

  private final String dockerfile = Files.readString(Path.of("docker", "Dockerfile"));

  ImagesTest() throws IOException {}

  @Test
  void theComposeFileBuildsStagesThatThereAre() throws IOException {
    List<String> targets =
        Compose.read().services().values().stream()
            .filter(service -> service.containsKey("build"))
            .map(service -> (Map<?, ?>) service.get("build"))
            .map(build -> (String) build.get("target"))
            .distinct()
            .toList();

    assertThat(targets).containsExactlyInAnyOrder("cim-server", "cim-forward-route");
    assertThat(targets).allMatch(target -> dockerfile.contains(" AS " + target + "\n"));
  }

  @Test
  void jarsAreThoseOfTheBuildAndPartOfItsContext() throws IOException {
    List<String> context = Files.readAllLines(Path.of("..", ".dockerignore"));
    List<String> jars = SOURCE.matcher(dockerfile).results().map(each -> each.group()).toList();

    assertThat(jars).hasSize(3);
    for (String jar : jars) {
      String module = jar.substring(0, jar.indexOf('/'));
      assertThat(jar).isEqualTo(module + "/target/" + module + "-*.jar");
      assertThat(Path.of("..", module, "pom.xml")).exists();
      assertThat(context).contains("!" + jar);
    }
    assertThat(context).endsWith("**/*-sources.jar", "**/*-javadoc.jar");
  }

  @Test
  void everyServiceRunsAsItself() {
    assertThat(dockerfile.split("\nUSER 10001:10001\n", -1)).hasSize(4);
    assertThat(dockerfile).contains("ENTRYPOINT [\"/opt/cim/bin/start\"]", "HEALTHCHECK");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void scriptsCanBeRun() {
    assertThat(Path.of("docker", "bin").toFile().listFiles())
        .isNotEmpty()
        .allMatch(file -> file.canExecute());
  }
}
