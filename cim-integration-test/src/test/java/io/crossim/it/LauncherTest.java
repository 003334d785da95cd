package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.cluster.CimJars;
import io.crossim.cluster.ManagedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./cim} makes of its options, in a tree whose Java only says how it was started. */
class LauncherTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String JAR = "cim-client/target/cim-client-1.0.0-SNAPSHOT.jar";

  /**
   * Makes what the options for unpacking and archiving ask for, and else says what it was given.
   */
  private static final String JAVA =
      """
      #!/bin/sh
      case "$*" in
        -version) echo 'openjdk version "17.0.15"' >&2; exit ;;
        *--destination*) while [ "$1" != --destination ]; do shift; done; mkdir -p "$2"; exit ;;
        -XX:ArchiveClassesAtExit=*) touch "${1#*=}"; exit ;;
      esac
      echo "input $(readlink /proc/self/fd/0)"
      echo "locale $(locale charmap)"
      echo "arguments $*"
      """;

  @TempDir private Path directory;

  private Path tree;
  private Path java;

  @BeforeEach
  void plant() throws IOException {
    tree = Files.createDirectory(directory.resolve("tree"));
    Path root = CimJars.find().root();
    Files.copy(root.resolve("cim"), tree.resolve("cim"));
    program(tree.resolve("cim"));
    for (String options : List.of("ClusterOptions.java", "certs/CertOptions.java")) {
      String path = "cim-local-cluster/src/main/java/io/crossim/cluster/" + options;
      Files.createDirectories(tree.resolve(path).getParent());
      Files.copy(root.resolve(path), tree.resolve(path));
    }
    write("pom.xml", "");
    write("cim-client/src/main/java/A.java", "");
    Files.writeString(
        tree.resolve("mvnw"), "#!/bin/sh\necho '[INFO] Building cim-client' \"$@\"\n");
    program(tree.resolve("mvnw"));
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3_600)));
      }
    }
    write(JAR, "");
    java = directory.resolve("jdk/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, JAVA);
    program(java);
    Files.writeString(java.resolveSibling("javac"), "");
    program(java.resolveSibling("javac"));
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(tree.resolve(path).getParent());
    Files.writeString(tree.resolve(path), text);
  }

  private static void program(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chat ann --route http://a/,http://b/ --listen --cim.user.device=x",
        "chat --cim.user.device=x --route=http://a/,http://b/ --listen ann",
        "chat --listen --route http://a/,http://b/ ann --cim.user.device=x",
      })
  void chatTakesItsOptionsInAnyOrder(String command) {
    assertThat(arguments(run(0, command)))
        .contains("--cim.user.userName=ann")
        .contains("--cim.route.url=http://a/,http://b/")
        .contains("--cim.console.listen=true")
        .contains("--cim.user.device=x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chat | Who is to chat? Use: ./cim chat NAME",
        "chat --route http://a/ | Who is to chat? Use: ./cim chat NAME",
        "chat ann bob | chat: ann, bob (expected: one name",
        "chat ann extra --route http://a/ | chat: ann, extra (expected: one name",
        "chat ann --rout=http://a.b/ | chat: --rout=http://a.b/ (expected: --route URL,",
        "chat ann --route | --route: nothing (expected: the URL of a route",
        "chat ann --cim.user.id | chat: --cim.user.id (expected: --route URL,",
        "up --secured | up: --secured (expected: --secure, --tls, or a property",
        "up --secure=true | up: --secure=true (expected: --secure, --tls, or a property",
        "up now | up: now (expected: --secure, --tls, or a property",
      })
  void whatCannotBeMeantStartsNothing(String command, String sentence) {
    assertThat(run(1, command)).singleElement().asString().startsWith(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up --help",
        "up --secure -h",
        "chat --help",
        "chat ann --help",
        "cluster --help",
        "certs --help",
        "bench --help",
        "bench p2p --help",
      })
  void everyCommandExplainsItselfAndBuildsNothing(String command) throws IOException {
    Files.delete(tree.resolve(JAR));

    assertThat(run(0, command))
        .noneMatch(line -> line.startsWith("Building"))
        .anyMatch(line -> line.startsWith("Usage: ./cim " + command.replaceAll(" .*", "")));
  }

  @Test
  void aSymlinkLeadsToTheTree() throws IOException {
    Path nearer = Files.createSymbolicLink(directory.resolve("nearer"), Path.of("tree/cim"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), nearer);

    assertThat(arguments(run(0, List.of(link.toString(), "chat", "ann"))))
        .contains("-jar " + tree.resolve("cim-client/target"));
  }

  /** Java would open a file of its own under its number, and the console would read that. */
  @Test
  void aClosedInputIsAnEmptyOne() {
    List<String> output = run(0, List.of("sh", "-c", tree.resolve("cim") + " chat ann <&-"));

    assertThat(output).contains("input /dev/null");
  }

  @Test
  void namesAreUtf8InEveryLocale() {
    List<String> output =
        run(0, List.of("env", "LC_ALL=C", tree.resolve("cim").toString(), "chat", "ann"));

    assertThat(output).contains("locale UTF-8");
  }

  @Test
  void changedSourcesAreBuiltAgain() throws IOException {
    change();

    assertThat(run(0, "chat ann"))
        .contains("Building cim-client (the sources were changed)")
        .anyMatch(line -> line.startsWith("arguments"));
  }

  @Test
  void aRuntimeWithoutACompilerSaysThatItStartsAnOldBuild() throws IOException {
    Files.delete(java.resolveSibling("javac"));
    change();

    assertThat(run(0, "chat ann"))
        .noneMatch(line -> line.startsWith("Building"))
        .anyMatch(line -> line.startsWith("The sources were changed, but"));
  }

  private void change() throws IOException {
    Files.setLastModifiedTime(
        tree.resolve("cim-client/src/main/java/A.java"),
        FileTime.from(Instant.now().plusSeconds(3_600)));
  }

  @Test
  void anArchiveOfClassesIsMadeAgainWhereTheTreeWasMoved() throws IOException {
    assertThat(run(0, "chat ann")).contains("Preparing quick starts of cim-client (once)");
    assertThat(run(0, "chat ann")).noneMatch(line -> line.startsWith("Preparing"));

    tree = Files.move(tree, directory.resolve("moved"));

    assertThat(run(0, "chat ann")).contains("Preparing quick starts of cim-client (once)");
    assertThat(arguments(run(0, "chat ann")))
        .contains("-XX:SharedArchiveFile=" + tree.resolve("cim-client/target/unpacked"));
  }

  @Test
  void anArchiveIsMadeThoughTheOneWhoBeganToMakeItWasKilled() throws IOException {
    write("cim-client/target/preparing/pid", ended() + "\n");

    assertThat(run(0, "chat ann")).contains("Preparing quick starts of cim-client (once)");
    assertThat(tree.resolve("cim-client/target/preparing")).doesNotExist();
  }

  @Test
  void anArchiveThatAnotherStartMakesIsNotWaitedFor() throws IOException {
    write("cim-client/target/preparing/pid", ProcessHandle.current().pid() + "\n");

    assertThat(run(0, "chat ann"))
        .noneMatch(line -> line.startsWith("Preparing"))
        .anyMatch(line -> line.startsWith("arguments"));
  }

  /** The id of a process that is no more. */
  private long ended() {
    try (ManagedProcess process = ManagedProcess.start("true", directory, List.of("true"))) {
      process.awaitExit(PATIENCE);
      return process.pid();
    }
  }

  private static String arguments(List<String> output) {
    return output.stream().filter(line -> line.startsWith("arguments")).findFirst().orElseThrow();
  }

  private List<String> run(int exitCode, String command) {
    List<String> whole = new ArrayList<>(List.of(tree.resolve("cim").toString()));
    whole.addAll(List.of(command.split(" ")));
    return run(exitCode, whole);
  }

  private List<String> run(int exitCode, List<String> command) {
    List<String> whole = new ArrayList<>(List.of("env", "JAVA_HOME=" + directory.resolve("jdk")));
    whole.addAll(command);
    try (ManagedProcess process = ManagedProcess.start("cim", directory, whole)) {
      assertThat(process.awaitExit(PATIENCE)).isEqualTo(exitCode);
      return process.output();
    }
  }
}
