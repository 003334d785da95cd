package io.crossim.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.zookeeper.server.ZooKeeperServerMain;

/**
 * A ZooKeeper server in a JVM of its own, on the loopback address. It keeps its port over restarts;
 * its data live until {@link #deleteData()}.
 */
public final class ZooKeeperProcess implements AutoCloseable {

  private static final Duration START_TIME = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);

  /** A server that is asked too early may never answer; another question may be answered. */
  private static final int ANSWER_MILLIS = 1_000;

  private static final Pattern VERSION = Pattern.compile("Zookeeper version: ([\\d.]+)");
  private static final List<String> PROPERTIES =
      List.of(
          "-Dlogback.configurationFile=io/crossim/cluster/zookeeper-logback.xml",
          // 64 MB of zeros per start otherwise.
          "-Dzookeeper.preAllocSize=64",
          "-Dzookeeper.admin.enableServer=false",
          "-Dzookeeper.4lw.commands.whitelist=srvr");

  private final Path directory;
  private final Path logDirectory;
  private final int port;
  private final int tickMillis;
  private ManagedProcess process;
  private String version = "unknown";

  private ZooKeeperProcess(Path directory, Path logDirectory, int port, int tickMillis) {
    this.directory = directory;
    this.logDirectory = logDirectory;
    this.port = port;
    this.tickMillis = tickMillis;
    this.process = launch();
  }

  /**
   * Starts ZooKeeper and returns when it answers.
   *
   * @param tickMillis a session lives at least two and at most twenty of them without a word
   */
  public static ZooKeeperProcess start(
      Path directory, Path logDirectory, int port, int tickMillis) {
    ZooKeeperProcess started = launch(directory, logDirectory, port, tickMillis);
    started.awaitReady();
    return started;
  }

  /** Starts ZooKeeper and returns at once. */
  static ZooKeeperProcess launch(Path directory, Path logDirectory, int port, int tickMillis) {
    return new ZooKeeperProcess(directory, logDirectory, port, tickMillis);
  }

  /** {@code host:port}, as clients want it. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public String version() {
    return version;
  }

  public ManagedProcess process() {
    return process;
  }

  /** Starts the killed or closed server again on its port; returns when it answers. */
  public void restart() {
    close();
    process = launch();
    awaitReady();
  }

  /** Forgets everything; only while the server does not run. */
  public void deleteData() {
    Directories.delete(directory);
  }

  @Override
  public void close() {
    process.close();
  }

  private ManagedProcess launch() {
    Path configuration = directory.resolve("zoo.cfg");
    try {
      Files.createDirectories(directory);
      Files.writeString(
          configuration,
          """
          tickTime=%d
          dataDir=%s
          clientPort=%d
          clientPortAddress=127.0.0.1
          maxClientCnxns=0
          """
              .formatted(tickMillis, directory.resolve("data"), port));
    } catch (IOException e) {
      throw new ClusterException("ZooKeeper's directory cannot be written: " + directory, e);
    }
    return ManagedProcess.start(
        "zookeeper",
        logDirectory,
        JavaCommand.main(
            PROPERTIES, ZooKeeperServerMain.class.getName(), List.of(configuration.toString())));
  }

  /**
   * Asks for the version until there is an answer.
   *
   * @throws ClusterException with the last lines if there is none; then the process is ended
   */
  void awaitReady() {
    long end = System.nanoTime() + START_TIME.toNanos();
    do {
      Matcher answer = VERSION.matcher(status());
      if (answer.find()) {
        version = answer.group(1);
        return;
      }
    } while (!process.endsWithin(POLL) && System.nanoTime() < end);
    ClusterException failure =
        process.failed("did not answer within " + START_TIME.toSeconds() + " s");
    process.close();
    throw failure;
  }

  private String status() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
