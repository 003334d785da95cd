package io.crossim.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;

/** Finds a redis-server to run. */
final class RedisBinary {

  private static final String NAME = "redis-server";

  private RedisBinary() {}

  /**
   * The one on the PATH, else the one that the build's jars carry, extracted into the directory.
   */
  static Path find(Path directory) {
    return onPath().orElseGet(() -> extract(directory));
  }

  private static Optional<Path> onPath() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry, NAME))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Path extract(Path directory) {
    try {
      Files.createDirectories(directory);
      return ExecutableProvider.newJarResourceProvider(directory.toFile()).get().toPath();
    } catch (IOException | RuntimeException e) {
      throw new ClusterException(
          "there is no redis-server on the PATH and none for this machine in the build: "
              + e.getMessage(),
          e);
    }
  }
}
