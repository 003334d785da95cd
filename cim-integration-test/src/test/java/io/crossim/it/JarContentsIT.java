package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.cluster.CimJars;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which libraries the jars of the services have, and how one more is added. */
class JarContentsIT {

  @TempDir private Path directory;

  private final CimJars jars = CimJars.find();

  @Test
  void aServiceHasTheLibrariesThatItUses() throws IOException {
    String clients = "okhttp|okio|kotlin-stdlib";
    String stores = "rocksdbjni|h2-|HikariCP|flyway|lettuce-core|mariadb-java-client|postgresql";
    assertThat(libraries(jars.server(), clients + "|mysql|" + stores)).isEmpty();
    assertThat(libraries(jars.route(), clients + "|mysql-connector|rocksdbjni")).isEmpty();
    assertThat(libraries(jars.standalone(), clients + "|mysql-connector")).isEmpty();
    assertThat(libraries(jars.standalone(), "rocksdbjni")).hasSize(1);
  }

  private static List<String> libraries(Path jar, String names) throws IOException {
    try (JarFile opened = new JarFile(jar.toFile())) {
      return opened.stream()
          .map(JarEntry::getName)
          .filter(name -> name.matches("BOOT-INF/lib/(" + names + ").*"))
          .toList();
    }
  }

  /** As doc/operations.md tells it. */
  @Test
  void aDriverJarIsAdded() throws Exception {
    Path drivers = Files.createDirectory(directory.resolve("drivers"));
    writeDriver(drivers.resolve("sample.jar"));
    assertThat(
            start(
                "-Dloader.path=" + drivers,
                "-cp",
                jars.route().toString(),
                "org.springframework.boot.loader.launch.PropertiesLauncher"))
        .contains(SampleDriver.ASKED)
        .contains("the database of accounts cannot be opened");
    assertThat(start("-jar", jars.route().toString()))
        .contains("JDBC URL: " + SampleDriver.URL)
        .doesNotContain(SampleDriver.ASKED);
  }

  private String start(String... launcher) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(launcher));
    command.addAll(
        List.of(
            "--server.port=0",
            "--cim.management.port=-1",
            "--cim.discovery.type=memory",
            "--cim.sessions.store=memory",
            "--cim.inbox.store=memory",
            "--cim.accounts.store=jdbc",
            "--spring.datasource.url=" + SampleDriver.URL));
    Path log = directory.resolve("log");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(log);
  }

  private static void writeDriver(Path jar) throws IOException {
    String type = SampleDriver.class.getName();
    String file = type.replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        InputStream code =
            Objects.requireNonNull(SampleDriver.class.getClassLoader().getResourceAsStream(file))) {
      entries.putNextEntry(new JarEntry(file));
      code.transferTo(entries);
      entries.putNextEntry(new JarEntry("META-INF/services/java.sql.Driver"));
      entries.write(type.getBytes(StandardCharsets.UTF_8));
    }
  }
}
