package io.crossim.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** A Redis Sentinel on the loopback address. */
public final class SentinelProcess implements AutoCloseable {

  private static final Duration START_TIME = Duration.ofSeconds(30);
  private static final Pattern READY = Pattern.compile("\\+monitor master");

  private final int port;
  private final ManagedProcess process;

  private SentinelProcess(int port, ManagedProcess process) {
    this.port = port;
    this.process = process;
  }

  /**
   * Starts a Sentinel that finds a master dead after one second.
   *
   * @param name what the group of Redis servers is called
   * @param quorum how many Sentinels have to agree on a death
   */
  public static SentinelProcess start(
      Path directory, Path logDirectory, int port, String name, RedisProcess master, int quorum) {
    Path file = directory.resolve("sentinel.conf");
    try {
      Files.createDirectories(directory);
      Files.writeString(
          file,
          """
          port %d
          bind 127.0.0.1
          dir "%s"
          sentinel monitor %s %s %d %d
          sentinel down-after-milliseconds %s 1000
          sentinel failover-timeout %s 5000
          """
              .formatted(port, directory, name, master.host(), master.port(), quorum, name, name));
    } catch (IOException e) {
      throw new ClusterException("the Sentinel's directory cannot be written: " + directory, e);
    }
    List<String> command =
        List.of(
            RedisBinary.find(directory.resolve("bin")).toString(), file.toString(), "--sentinel");
    ManagedProcess process = ManagedProcess.start("sentinel-" + port, logDirectory, command);
    try {
      process.awaitLine(READY, START_TIME);
      return new SentinelProcess(port, process);
    } catch (ClusterException e) {
      process.close();
      throw e;
    }
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.close();
  }
}
