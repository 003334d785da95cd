package io.crossim.client.history;

import io.crossim.common.result.CimException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where history is kept: where the user says, or else the first place that can be written. */
public final class HistoryDirectory {

  public static final String PROPERTY = "cim.msg.logger.path";

  private static final String EXPECTED = "a directory that can be written";

  private HistoryDirectory() {}

  /**
   * Answers the directory, made if it was not there. Empty if none was configured and none of the
   * usual ones can be written.
   *
   * @throws CimException if the configured one cannot be written
   */
  public static Optional<Path> choose(@Nullable String configured) {
    if (configured != null && !configured.isBlank()) {
      return Optional.of(
          writable(path(configured.strip()))
              .orElseThrow(() -> CimException.invalid(PROPERTY, configured, EXPECTED)));
    }
    return choose(usual(System.getProperty("user.home"), System.getenv("HOME")));
  }

  static Optional<Path> choose(List<Path> usual) {
    return usual.stream().flatMap(path -> writable(path).stream()).findFirst();
  }

  /**
   * The usual places.
   *
   * @param homes where the user's home may be; Java says "?" where the system does not know it
   */
  static List<Path> usual(@Nullable String... homes) {
    List<Path> usual = new ArrayList<>(List.of(Path.of("/opt/logs/cim")));
    for (String home : homes) {
      if (home != null && isAbsolute(home)) {
        usual.add(Path.of(home, ".cim", "history"));
      }
    }
    return usual;
  }

  private static boolean isAbsolute(String path) {
    try {
      return Path.of(path).isAbsolute();
    } catch (InvalidPathException e) {
      return false;
    }
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
