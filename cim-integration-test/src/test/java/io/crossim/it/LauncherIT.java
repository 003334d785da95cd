package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.cluster.CimJars;
import io.crossim.cluster.Directories;
import io.crossim.cluster.ManagedProcess;
import io.crossim.cluster.Ports;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.Console;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./cim}, as a newcomer uses it. */
class LauncherIT {

  private static final Duration START_TIME = Duration.ofSeconds(120);
  private static final Duration STOP_TIME = Duration.ofSeconds(40);
  private static final Pattern PROCESS_ROW =
      Pattern.compile("^(\\S+) +(\\d+) +(\\d+|-) +(\\d+|-) +(/\\S+\\.log)$");

  @TempDir private Path directory;

  /**
   * What this build has made is not built again, beside tests that run from it. The console is made
   * ready for quick starts by the launcher itself, the services may have been by tests before.
   */
  @BeforeAll
  static void markAsBuilt() throws IOException {
    Directories.delete(CimJars.find().client().resolveSibling("unpacked"));
    for (String module :
        List.of(
            "cim-standalone",
            "cim-client",
            "cim-server",
            "cim-forward-route",
            "cim-local-cluster")) {
      Files.writeString(CimJars.find().root().resolve(module).resolve("target/built"), "");
    }
  }

  @Test
  void upServesAndChatConnects() throws Exception {
    int httpPort = Ports.free();
    try (ManagedProcess up =
        cim(
            "up",
            "--cim.server.port=0",
            "--server.port=" + httpPort,
            "--cim.standalone.send-port=0",
            "--cim.data.directory=" + directory.resolve("data"))) {
      up.awaitLine(Pattern.compile("cim is ready"), START_TIME);
      Route route = new Route("127.0.0.1", httpPort);
      String name = Route.uniqueName("ana");
      try (Console chat =
          new Console(
              cim(
                  "chat",
                  name,
                  "--route",
                  route.url(),
                  "--cim.msg.logger.path=" + directory.resolve("history")))) {
        chat.awaitConnected();
        assertThat(route.onlineNames()).containsExactly(name);
        assertPrepared("cim-standalone");
        assertPrepared("cim-client");
        chat.type(":q!");
        assertThat(chat.awaitExit()).isZero();
      }
      up.terminate();
      // 128 + TERM, as of any service that was told to end.
      assertThat(up.awaitExit(STOP_TIME)).isEqualTo(143);
    }
  }

  /** With the very options that it prints. */
  @Test
  void certsMakesWhatUpAndChatSpeakTlsWith() throws Exception {
    Path certificates = directory.resolve("certs");
    List<String> options = certs(certificates, "a new CA");
    assertThat(options)
        .extracting(option -> option.replaceAll("=.*", ""))
        .containsExactly(
            "--cim.tls.certificate",
            "--cim.tls.private-key",
            "--cim.tls.enabled",
            "--cim.tls.trust",
            "--cim.route.url");
    byte[] authority = Files.readAllBytes(certificates.resolve("ca.pem"));
    certs(certificates, "the CA that was there");
    assertThat(certificates.resolve("ca.pem")).hasBinaryContent(authority);
    for (String secret : List.of("ca-key.pem", "server-key.pem")) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(certificates.resolve(secret))))
          .isEqualTo("rw-------");
    }

    int httpPort = Ports.free();
    try (ManagedProcess up =
        cim(
            "up",
            options.get(0),
            options.get(1),
            "--cim.tls.required=true",
            "--cim.server.port=0",
            "--server.port=" + httpPort,
            "--cim.standalone.send-port=0",
            "--cim.data.directory=" + directory.resolve("data"))) {
      up.awaitLine(Pattern.compile("cim is ready"), START_TIME);
      try (Console chat =
          new Console(
              cim(
                  "chat",
                  Route.uniqueName("ana"),
                  "--route=https://127.0.0.1:" + httpPort + "/",
                  options.get(2),
                  options.get(3),
                  "--cim.msg.logger.path=" + directory.resolve("history")))) {
        chat.awaitConnected();
        chat.type(":q!");
        assertThat(chat.awaitExit()).isZero();
      }
    }
  }

  /** Runs it, and answers the options that it tells its user to give. */
  private List<String> certs(Path certificates, String aboutTheAuthority) {
    try (ManagedProcess certs =
        cim("certs", "--directory=" + certificates, "--host=chat.example")) {
      assertThat(certs.awaitExit(START_TIME)).isZero();
      assertThat(certs.output())
          .noneMatch(line -> line.contains("DEBUG"))
          .anyMatch(line -> line.contains("/ca.pem ") && line.contains(aboutTheAuthority))
          .anyMatch(
              line ->
                  line.startsWith("The certificate is for localhost, 127.0.0.1, ")
                      && line.endsWith(", chat.example."));
      return certs.output().stream()
          .filter(line -> line.startsWith("  --"))
          .map(String::strip)
          .toList();
    }
  }

  @Test
  void clusterServesAndLeavesNothingBehind() {
    try (ManagedProcess cluster = cluster("--route-port=0")) {
      cluster.awaitLine(Pattern.compile("The cluster is ready"), START_TIME);
      assertPrepared("cim-server");
      assertPrepared("cim-forward-route");
      List<Matcher> rows = processRows(cluster);
      assertThat(rows)
          .extracting(row -> row.group(1).replaceAll("redis-\\d+", "redis"))
          .containsExactly(
              "zookeeper",
              "redis",
              "cim-server-1",
              "cim-server-2",
              "cim-forward-route-1",
              "cim-forward-route-2");
      assertThat(rows).allSatisfy(row -> assertThat(Path.of(row.group(5))).isRegularFile());
      assertPeopleChat(routeOf(rows.get(4)), routeOf(rows.get(5)));
      List<ProcessHandle> parts = rows.stream().flatMap(row -> handle(row).stream()).toList();
      assertThat(parts).hasSize(6).allMatch(ProcessHandle::isAlive);
      assertStartsAgain(cluster, "redis", parts.get(1));
      assertStartsAgain(cluster, "cim-forward-route-2", parts.get(5));
      assertPeopleChat(routeOf(rows.get(4)), routeOf(rows.get(5)));
      cluster.terminate();
      cluster.awaitExit(STOP_TIME);
      assertThat(parts).noneMatch(ProcessHandle::isAlive);
    }
  }

  private void assertStartsAgain(ManagedProcess cluster, String part, ProcessHandle killed) {
    killed.destroyForcibly();
    cluster.awaitLine(Pattern.compile(part + " has ended with code 137 "), STOP_TIME);
    try (ManagedProcess restart =
        cim("cluster", "restart", part, "--data=" + directory.resolve("cluster"))) {
      assertThat(restart.awaitExit(START_TIME)).isZero();
      assertThat(restart.output()).anyMatch(line -> line.startsWith(part + " runs again"));
    }
  }

  private static void assertPeopleChat(Route first, Route second) {
    User ana =
        await()
            .atMost(STOP_TIME)
            .until(() -> first.register("ana"), user -> first.login(user).code().equals("9000"));
    User bo = second.register("bo");
    try (V2Client a = V2Client.online(first, ana);
        V2Client b = V2Client.online(second, bo)) {
      second.toOne(ana, bo, "hi").orFail();
      b.awaitPush("hi", ana, bo);
      first.toAll(bo, "hi all").orFail();
      a.awaitPush("hi all", bo, ana);
    }
  }

  @Test
  void clusterThatCannotStartLeavesNothingBehind() throws Exception {
    // A file where Redis wants its directory.
    Files.createDirectories(directory.resolve("cluster"));
    Files.writeString(directory.resolve("cluster/redis"), "in the way");
    try (ManagedProcess cluster = cluster("--route-port=0")) {
      assertThat(cluster.awaitExit(STOP_TIME)).isEqualTo(1);
      assertThat(cluster.output()).noneMatch(line -> line.startsWith("\tat "));
      assertThat(ProcessHandle.allProcesses())
          .noneMatch(
              process -> process.info().commandLine().orElse("").contains(directory.toString()));
    }
  }

  @Test
  void takenPortIsToldBeforeAnythingStarts() throws Exception {
    try (ServerSocket taken = new ServerSocket(0);
        ManagedProcess cluster = cluster("--route-port=" + taken.getLocalPort())) {
      assertThat(cluster.awaitExit(STOP_TIME)).isEqualTo(1);
      assertThat(cluster.output())
          .filteredOn(line -> !line.startsWith("Preparing quick starts")) // of jars that are new
          .singleElement()
          .asString()
          .startsWith("port " + taken.getLocalPort() + " is taken");
    }
  }

  @Test
  void javaThatIsMissingOrOldIsRefusedInOneSentence() throws Exception {
    assertRefused(directory.resolve("nothing"), "there is no bin/java in it");
    assertRefused(fakeJdk("1.8.0_412"), "is Java 1. CIM needs a JDK 17 or newer");
    assertRefused(fakeJdk("11.0.2"), "is Java 11. CIM needs a JDK 17 or newer");
  }

  private void assertRefused(Path javaHome, String sentence) {
    try (ManagedProcess up =
        ManagedProcess.start(
            "cim", directory, List.of("env", "JAVA_HOME=" + javaHome, launcher(), "up"))) {
      assertThat(up.awaitExit(STOP_TIME)).isEqualTo(1);
      assertThat(up.output()).singleElement().asString().contains(sentence);
    }
  }

  private Path fakeJdk(String version) throws IOException {
    Path bin = Files.createDirectories(directory.resolve("jdk-" + version + "/bin"));
    Path java = bin.resolve("java");
    Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"" + version + "\"' >&2\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return bin.getParent();
  }

  @Test
  void wrongUseIsExplained() {
    try (ManagedProcess unknown = cim("dance")) {
      assertThat(unknown.awaitExit(STOP_TIME)).isEqualTo(2);
      assertThat(unknown.output()).contains("dance: not a command of ./cim");
    }
    try (ManagedProcess help = cim("--help")) {
      assertThat(help.awaitExit(STOP_TIME)).isZero();
      assertThat(help.output()).anyMatch(line -> line.contains("chat NAME"));
    }
    try (ManagedProcess nameless = cim("chat")) {
      assertThat(nameless.awaitExit(STOP_TIME)).isEqualTo(1);
    }
  }

  private ManagedProcess cluster(String option) {
    return cim(
        "cluster",
        "--data=" + directory.resolve("cluster"),
        "--tcp-port=0",
        "--server-http-port=0",
        "--zookeeper-port=0",
        "--redis-port=0",
        option);
  }

  private ManagedProcess cim(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(launcher());
    command.addAll(List.of(arguments));
    return ManagedProcess.start("cim-" + arguments[0], directory, command);
  }

  /** The next start finds the jar unpacked, and does not prepare it again. */
  private static void assertPrepared(String module) {
    assertThat(Path.of(launcher()).resolveSibling(module).resolve("target/unpacked/place"))
        .exists();
  }

  private static String launcher() {
    return CimJars.find().root().resolve("cim").toString();
  }

  private static List<Matcher> processRows(ManagedProcess cluster) {
    return cluster.output().stream().map(PROCESS_ROW::matcher).filter(Matcher::find).toList();
  }

  private static Route routeOf(Matcher row) {
    return new Route("127.0.0.1", Integer.parseInt(row.group(4)));
  }

  private static Optional<ProcessHandle> handle(Matcher row) {
    return ProcessHandle.of(Long.parseLong(row.group(2)));
  }
}
