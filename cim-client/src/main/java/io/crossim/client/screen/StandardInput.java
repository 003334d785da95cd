package io.crossim.client.screen;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Tells whether there is a standard input. Where it was closed ({@code <&-}), the first file that
 * Java opens, one of its own, takes its number, and would be read as if somebody had typed it.
 */
final class StandardInput {

  private static final Path DESCRIPTOR = Path.of("/proc/self/fd/0");

  private StandardInput() {}

  static boolean isOpen() {
    return isOpen(DESCRIPTOR);
  }

  static boolean isOpen(Path descriptor) {
    try {
      if (!Files.isRegularFile(descriptor)) {
        return true; // a pipe, a terminal, or a system that does not tell
      }
      Path file = descriptor.toRealPath();
      return !file.startsWith(Path.of(System.getProperty("java.home")).toRealPath())
          && classPath().noneMatch(file::equals);
    } catch (IOException | InvalidPathException e) {
      return true;
    }
  }

  private static Stream<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().normalize());
  }
}
