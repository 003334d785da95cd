package io.crossim.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
  private final List<String> prefix;
  private ManagedProcess process;

  private RedisProcess(Path directory, Path logDirectory, int port, List<String> options) {
    this(directory, logDirectory, port, options, List.of());
  }

  private RedisProcess(
      Path directory, Path logDirectory, int port, List<String> options, List<String> prefix) {
    this.directory = directory;
    this.logDirectory = logDirectory;
    this.port = port;
    this.options = options;
    this.prefix = prefix;
    this.process = launch();
  }

  /** Starts a Redis whose data survive a restart, a kill -9 too. */
  public static RedisProcess startDurable(Path directory, Path logDirectory, int port) {
    return new RedisProcess(directory, logDirectory, port, appendOnly("always"));
  }

  /**
   * Starts a Redis whose data survive a kill -9, and of a power failure all but the last second. It
   * writes its file anew only when that has become long: with many messages that would never end.
   */
  public static RedisProcess startEverySecond(Path directory, Path logDirectory, int port) {
    return new RedisProcess(
        directory,
        logDirectory,
        port,
        appendOnly("everysec", "--auto-aof-rewrite-min-size", "1gb"));
  }

  /**
   * As {@link #startEverySecond}, on a disk that {@link #fillDisk} fills. Linux only. With {@code
   * always} Redis would end on a full disk.
   */
  public static RedisProcess startOnSmallDisk(Path directory, Path logDirectory, int port) {
    return new RedisProcess(
        directory,
        logDirectory,
        port,
        appendOnly("everysec"),
        List.of("env", "--ignore-signal=XFSZ")); // a write beyond the limit fails, and no more
  }

  /** Starts a Redis that forgets everything when it ends. */
  public static RedisProcess startVolatile(Path directory, Path logDirectory, int port) {
    return new RedisProcess(directory, logDirectory, port, List.of("--appendonly", "no"));
  }

  /** Starts a durable Redis that follows another one until somebody promotes it. */
  public static RedisProcess startReplica(
      Path directory, Path logDirectory, int port, RedisProcess master) {
    return new RedisProcess(
        directory,
        logDirectory,
        port,
        appendOnly("always", "--replicaof", master.host(), Integer.toString(master.port())));
  }

  private static List<String> appendOnly(String fsync, String... more) {
    List<String> options = new ArrayList<>(List.of("--appendonly", "yes", "--appendfsync", fsync));
    options.addAll(List.of(more));
    return options;
  }

  /** Starts a Redis that has these options beside its port and its directory. */
  public static RedisProcess start(Path directory, Path logDirectory, int port, String... options) {
    return new RedisProcess(directory, logDirectory, port, List.of(options));
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return port;
  }

  public String uri() {
    return "redis://" + host() + ":" + port;
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

  /** Keeps every file from growing, as a full disk does. */
  public void fillDisk() {
    limitFiles("1:unlimited");
  }

  /** Lets files grow again. */
  public void freeDisk() {
    limitFiles("unlimited:unlimited");
  }

  private void limitFiles(String softAndHard) {
    SystemCommands.run(
        process.name(), "prlimit", "--pid=" + process.pid(), "--fsize=" + softAndHard);
  }

  /** Copies the files as they are at this moment, as a backup does; an older copy goes. */
  public void backUp(Path to) {
    Directories.delete(to);
    copy(data(), to);
  }

  /** Puts files of a backup in the place of those of the killed or closed server. */
  public void restore(Path from) {
    Directories.delete(data());
    copy(from, data());
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    } catch (IOException e) {
      throw new ClusterException("the files of Redis could not be copied to " + to, e);
    }
  }

  @Override
  public void close() {
    process.close();
  }

  private ManagedProcess launch() {
    List<String> command = new ArrayList<>(prefix);
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
