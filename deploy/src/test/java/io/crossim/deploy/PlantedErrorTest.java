package io.crossim.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks find what they are there for. */
class PlantedErrorTest {

  private static final Path[] EVERYTHING = {
    Chart.EXAMPLES.resolve("large.yaml"), Chart.EXAMPLES.resolve("monitoring.yaml")
  };

  @TempDir Path copy;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "an unknown field, server-statefulset.yaml, podManagementPolicy:, podManagmentPolicy:,"
        + " Unable to find property 'podManagmentPolicy'",
    "one deep inside, route-deployment.yaml, containerPort: 8083, containersPort: 8083,"
        + " Unable to find property 'containersPort'",
    "a wrong type, availability.yaml, {{ .minReplicas }}, many, For input string",
    "one that would be taken for false, server-services.yaml, Addresses: true, Addresses: often,"
        + " '.spec.publishNotReadyAddresses: \"often\" is read as'",
    "a missing field, availability.yaml, '  maxReplicas: {{ .maxReplicas }}', '',"
        + " required field `maxReplicas`",
    "one deep inside, route-deployment.yaml, '- name: route', '- tty: false',"
        + " required field `name`",
    "an unknown kind, route-deployment.yaml, kind: Deployment, kind: Deploiment,"
        + " Unable to find property",
    "an unknown field of a foreign kind, service-monitors.yaml, interval:, intervall:, intervall",
    "a key twice, redis.yaml, serviceName:, 'replicas: 1\n  serviceName:', duplicate key replicas",
  })
  void isFound(String what, String template, String found, String planted, String told)
      throws IOException {
    Chart chart = planted(template, found, planted);

    assertThatThrownBy(() -> chart.render(EVERYTHING).forEach(Manifest::check))
        .as(what)
        .hasMessageContaining(told);
  }

  @Test
  void aTemplateThatHelmCannotReadIsFoundByLint() throws IOException {
    Chart chart = planted("secret.yaml", "{{- end }}", "");

    assertThat(chart.lint().isFailed()).isTrue();
  }

  @Test
  void theCopyItselfIsFaultless() throws IOException {
    Chart chart = planted("secret.yaml", "{{- end }}", "{{- end }}");

    assertThat(chart.render(EVERYTHING)).allSatisfy(Manifest::check);
  }

  private Chart planted(String template, String found, String planted) throws IOException {
    Path source = Chart.CIM.directory();
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(source.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    Path file = copy.resolve("templates").resolve(template);
    String text = Files.readString(file);
    assertThat(text).contains(found);
    Files.writeString(file, text.replace(found, planted));
    return new Chart(copy);
  }
}
