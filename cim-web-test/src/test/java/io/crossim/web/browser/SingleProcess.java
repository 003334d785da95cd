package io.crossim.web.browser;

import io.crossim.standalone.CimApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A whole CIM as a process of its own, which can be killed and started again at the same ports. */
final class SingleProcess implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(3);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path directory;
  private final int httpPort = freePort();
  private final int tcpPort = freePort();
  private final List<String> options;
  private @Nullable Process process;

  /**
   * @param directory for its data and its log
   */
  SingleProcess(Path directory, String... options) {
    this.directory = directory;
    this.options = List.of(options);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + httpPort + "/";
  }

  /** Waits until it serves the page. */
  SingleProcess start() throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                CimApplication.class.getName(),
                "--server.port=" + httpPort,
                "--cim.server.port=" + tcpPort,
                "--cim.standalone.send-port=-1",
                "--cim.management.port=-1",
                "--cim.warmup.enabled=false",
                "--cim.conversations.private=true",
                "--cim.data.directory=" + directory.resolve("data")));
    command.addAll(options);
    Path log = directory.resolve("cim.log");
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Awaitility.await("a CIM; its log: " + log)
        .atMost(START)
        .pollInterval(Duration.ofMillis(200))
        .until(this::serves);
    return this;
  }

  private boolean serves() {
    Process started = process;
    if (started == null || !started.isAlive()) {
      throw new AssertionError("it has ended: " + log());
    }
    try {
      HttpRequest login =
          HttpRequest.newBuilder(URI.create(url() + "login"))
              .header("Content-Type", "application/json")
              .header("CIM-Proto", "3")
              .POST(HttpRequest.BodyPublishers.ofString("{\"userName\":\"nobody\"}"))
              .build();
      return HTTP.send(login, BodyHandlers.ofString()).body().contains("\"9100\"");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private String log() {
    try {
      return Files.readString(directory.resolve("cim.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Ends it without a word to anybody. */
  void kill() throws InterruptedException {
    Process started = process;
    if (started != null) {
      started.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
      process = null;
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
