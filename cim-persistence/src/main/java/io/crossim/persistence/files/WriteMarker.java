package io.crossim.persistence.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A small file beside the others that says how much was written when a call was last answered. It
 * is handed to the operating system before the answer, as the files themselves are, so the death of
 * the process leaves both; when the files are behind it, they have lost something.
 */
final class WriteMarker implements AutoCloseable {

  private static final String NAME = "WRITTEN";
  private static final int NUMBERS = 2 * Long.BYTES + Integer.BYTES;

  private final Path path;
  private final FileChannel file;
  private final @Nullable Object fileKey;
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(NUMBERS + Long.BYTES);
  private final CRC32C checksum = new CRC32C();

  WriteMarker(Path directory) throws IOException {
    path = directory.resolve(NAME);
    file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    fileKey = key();
  }

  /** Whether the directory still holds this very file: it was neither removed nor replaced. */
  boolean isInPlace() throws IOException {
    try {
      return Objects.equals(fileKey, key());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Whether the file system and its permissions allow to write it. */
  boolean isWritable() {
    return Files.isWritable(path);
  }

  private @Nullable Object key() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  /**
   * What was noted last; null when nothing ever was.
   *
   * @throws IllegalStateException when what stands there was not written by this
   */
  @Nullable WriteCounts read() throws IOException {
    bytes.clear();
    int read = file.read(bytes, 0);
    if (read <= 0) {
      return null;
    }
    if (read < bytes.capacity() || bytes.getLong(NUMBERS) != check()) {
      throw new IllegalStateException(path + " is damaged");
    }
    bytes.flip();
    return new WriteCounts(bytes.getLong(), bytes.getLong(), bytes.getInt());
  }

  void write(WriteCounts counts) throws IOException {
    bytes.clear();
    bytes.putLong(counts.writes()).putLong(counts.messages()).putInt(counts.losses());
    bytes.putLong(check()).flip();
    file.write(bytes, 0);
  }

  private long check() {
    checksum.reset();
    checksum.update(bytes.duplicate().clear().limit(NUMBERS));
    return checksum.getValue();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
