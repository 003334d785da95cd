package io.crossim.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart makes of its defaults and of every example is what Kubernetes takes. */
class ChartTest {

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Chart.EXAMPLES)) {
      return files.sorted().toList();
    }
  }

  @Test
  void helmFindsNothingToComplainOf() {
    var result = Chart.CIM.lint();

    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  @Test
  void kubernetesTakesTheDefaults() {
    assertThat(Chart.CIM.render()).hasSizeGreaterThan(10).allSatisfy(Manifest::check);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void kubernetesTakesWhatAnExampleMakes(Path values) {
    assertThat(Chart.CIM.render(values)).hasSizeGreaterThan(10).allSatisfy(Manifest::check);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void nothingIsMadeTwice(Path values) {
    assertThat(Chart.CIM.render(values)).extracting(Manifest::toString).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "server: {replica: 3}, replica",
    "server: {advertise: {mode: nodeport}}, mode",
    "server: {advertise: {mode: proxy}}, server.advertise.host",
    "'server: {advertise: {mode: loadBalancer, host: im.example.com}}', {ordinal}",
    "redis: {bundled: false}, redis.host",
    "zookeeper: {bundled: false}, zookeeper.addresses",
    "zookeeper: {replicas: 2}, replicas",
    "tls: {required: true}, tls.existingSecret",
    "route: {ingress: {enabled: true}}, route.ingress.host",
  })
  void wrongValuesAreToldByTheirNames(String values, String name, @TempDir Path directory)
      throws IOException {
    Path file = Files.writeString(directory.resolve("values.yaml"), values);

    assertThatThrownBy(() -> Chart.CIM.render(file)).hasMessageContaining(name);
  }
}
