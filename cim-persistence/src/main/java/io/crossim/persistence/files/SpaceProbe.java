package io.crossim.persistence.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Tries whether a directory takes data. */
final class SpaceProbe {

  private static final int SIZE = 1 << 20;
  private static final String NAME = "PROBE";

  private SpaceProbe() {}

  /**
   * Writes a file, and removes it again.
   *
   * @throws IOException when the directory does not take it
   */
  static void run(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer content = ByteBuffer.allocate(SIZE);
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(false);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
