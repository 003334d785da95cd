package io.crossim.cluster.certs;

import io.crossim.cluster.ClusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes PEM files. Who reads one sees the old content or the new one, never a part. */
final class PemFile {

  private PemFile() {}

  static void writePublic(Path file, String pem) {
    write(file, pem, "rw-r--r--");
  }

  /** Writes a file that only its owner can read, from the first byte on. */
  static void writeSecret(Path file, String pem) {
    write(file, pem, "rw-------");
  }

  private static void write(Path file, String pem, String permissions) {
    try {
      Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
      Path part = Files.createTempFile(directory, "." + file.getFileName(), "", mode(permissions));
      Files.writeString(part, pem);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ClusterException(file + " cannot be written (" + e.getMessage() + ")", e);
    }
  }

  private static FileAttribute<?>[] mode(String permissions) {
    boolean posix = Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
