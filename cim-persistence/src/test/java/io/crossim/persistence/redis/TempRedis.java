package io.crossim.persistence.redis;

import io.crossim.cluster.Directories;
import io.crossim.cluster.Ports;
import io.crossim.cluster.RedisCluster;
import io.crossim.cluster.RedisProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Starts Redis servers of a test's own. They and their files end with this JVM at the latest. */
public final class TempRedis {

  private TempRedis() {}

  /** Starts one on a free port. */
  public static RedisProcess start(String... options) {
    return startOn(Ports.freeWithBus(), options);
  }

  /** Starts one on this very port. */
  public static RedisProcess startOn(int port, String... options) {
    return started(
        directory -> RedisProcess.start(directory, directory.resolve("logs"), port, options));
  }

  /** Starts a whole cluster. */
  public static RedisCluster startCluster() {
    return started(RedisCluster::start);
  }

  private static <T extends AutoCloseable> T started(Function<Path, T> start) {
    try {
      Path directory = Files.createTempDirectory("cim-redis");
      T redis = start.apply(directory);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(redis, directory)));
      return redis;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(AutoCloseable redis, Path directory) {
    try {
      redis.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      Directories.delete(directory);
    }
  }
}
