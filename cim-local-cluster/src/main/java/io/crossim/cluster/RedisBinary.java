package io.crossim.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

  /**
   * What is run is a copy that another process has made. A child that this process starts while it
   * writes the file holds it open for writing until it runs its own program; until then the system
   * refuses to run the file ("Text file busy").
   */
  private static Path extract(Path directory) {
    Path binary = directory.resolve(NAME);
    if (Files.isExecutable(binary)) {
      return binary;
    }
    try {
      Path written = Files.createDirectories(directory.resolve("extracted"));
      Path extracted =
          ExecutableProvider.newJarResourceProvider(written.toFile()).get().toPath();
      Path copy = directory.resolve(NAME + ".new");
      SystemCommands.run("redis-server", "cp", extracted.toString(), copy.toString());
      return Files.move(copy, binary, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      throw new ClusterException(
          "there is no redis-server on the PATH and none for this machine in the build: "
              + e.getMessage(),
          e);
    }
  }
}
