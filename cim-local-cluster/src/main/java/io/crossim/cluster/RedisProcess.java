package io.crossim.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A Redis server on the loopback address. It keeps its port over restarts; with the append-only
 * file its data too.
 */
public final class RedisProcess implements AutoCloseable {

  private static final Duration START_TIME = Duration.ofSeconds(30);
  private static final Pattern READY = Pattern.compile("Ready to accept connections");
  private static final Pattern VERSION = Pattern.compile("Redis version=([\\d.]+)");

  private final Path directory;
  private final Path logDirectory;
  private final int port;
  private final List<String> options;
  private ManagedProcess process;

  private RedisProcess(Path directory, Path logDirectory, int port, List<String> options) {
    this.directory = directory;
    this.logDirectory = logDirectory;
    this.port = port;
    this.options = options;
    this.process = launch();
  }

  /** Starts a Redis whose data survive a restart, a kill -9 too. */
  public static RedisProcess startDurable(Path directory, Path logDirectory, int port) {
    return new RedisProcess(
        directory, logDirectory, port, List.of("--appendonly", "yes", "--appendfsync", "always"));
  }

  /** Starts a Redis that forgets everything when it ends. */
  public static RedisProcess startVolatile(Path directory, Path logDirectory, int port) {
    return new RedisProcess(directory, logDirectory, port, List.of("--appendonly", "no"));
  }

  /** Starts a Redis that is to be joined into a cluster. */
  public static RedisProcess startClusterNode(Path directory, Path logDirectory, int port) {
    return new RedisProcess(
        directory,
        logDirectory,
        port,
        List.of("--cluster-enabled", "yes", "--cluster-node-timeout", "2000"));
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return port;
  }

  public String version() {
    return process.awaitLine(VERSION, START_TIME).group(1);
  }

  public ManagedProcess process() {
    return process;
  }

  /** Starts the killed or closed server again on its port; returns when it answers. */
  public void restart() {
    close();
    process = launch();
  }

  @Override
  public void close() {
    process.close();
  }

  private ManagedProcess launch() {
    List<String> command = new ArrayList<>();
    command.add(RedisBinary.find(directory.resolve("bin")).toString());
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--dir", data().toString(), "--save", ""));
    command.addAll(options);
    ManagedProcess started = ManagedProcess.start("redis-" + port, logDirectory, command);
    try {
      started.awaitLine(READY, START_TIME);
      return started;
    } catch (ClusterException e) {
      started.close();
      throw e;
    }
  }

  private Path data() {
    try {
      return Files.createDirectories(directory.resolve("data"));
    } catch (IOException e) {
      throw new ClusterException("Redis' directory cannot be written: " + directory, e);
    }
  }
}
