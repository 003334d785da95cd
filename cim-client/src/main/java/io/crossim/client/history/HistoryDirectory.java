package io.crossim.client.history;

import io.crossim.common.result.CimException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where history is kept: where the user says, or else the first place that can be written. */
public final class HistoryDirectory {

  public static final String PROPERTY = "cim.msg.logger.path";

  private static final String EXPECTED = "a directory that can be written";

  private HistoryDirectory() {}

  /**
   * Answers the directory, made if it was not there.
   *
   * @throws CimException if the configured one, or none of the usual ones, can be written
   */
  public static Path choose(@Nullable String configured) {
    if (configured != null && !configured.isBlank()) {
      return writable(path(configured.strip()))
          .orElseThrow(() -> CimException.invalid(PROPERTY, configured, EXPECTED));
    }
    Path home = Path.of(System.getProperty("user.home"), ".cim", "history");
    return choose(List.of(Path.of("/opt/logs/cim"), home));
  }

  static Path choose(List<Path> usual) {
    return usual.stream()
        .flatMap(path -> writable(path).stream())
        .findFirst()
        .orElseThrow(() -> CimException.invalid(PROPERTY, "nothing", EXPECTED));
  }

  private static Path path(String configured) {
    try {
      return Path.of(configured);
    } catch (InvalidPathException e) {
      throw CimException.invalid(PROPERTY, configured, EXPECTED);
    }
  }

  private static Optional<Path> writable(Path path) {
    try {
      Files.createDirectories(path);
      return Files.isWritable(path) ? Optional.of(path) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
