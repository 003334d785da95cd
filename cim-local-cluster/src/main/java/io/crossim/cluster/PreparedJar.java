package io.crossim.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * A runnable jar that may have been prepared for quick starts: unpacked, and with an archive of its
 * classes for one version of Java.
 *
 * @param flags which the JVM needs for it
 */
public record PreparedJar(Path jar, List<String> flags) {

  /** An unpacked jar with its archive. */
  public static PreparedJar of(Path unpacked, Path archive) {
    // An archive that does not fit is not used, and said nothing about.
    return new PreparedJar(unpacked, List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off"));
  }

  /**
   * What the launcher {@code ./cim} has made of a jar; the jar itself where it has not, or not
   * since the jar was built or moved.
   */
  static PreparedJar of(Path jar) {
    Path directory = jar.resolveSibling("unpacked");
    Path unpacked = directory.resolve(jar.getFileName());
    Path archive = directory.resolve("java-" + System.getProperty("java.version") + ".jsa");
    if (!Files.exists(archive)
        || changed(jar).compareTo(changed(archive)) > 0
        || !isPlace(directory.resolve("place"), jar)) {
      return new PreparedJar(jar, List.of());
    }
    return of(unpacked, archive);
  }

  /** Whether the jar stands where it stood when it was prepared: an archive fits no other place. */
  private static boolean isPlace(Path place, Path jar) {
    try {
      return Files.exists(place) && Files.readString(place).strip().equals(jar.toString());
    } catch (IOException e) {
      throw new ClusterException(place + " cannot be read", e);
    }
  }

  /** When the file was written: the build sets the time of its last change to the same always. */
  private static FileTime changed(Path file) {
    try {
      return (FileTime) Files.getAttribute(file, "unix:ctime");
    } catch (IOException e) {
      throw new ClusterException(file + " cannot be read", e);
    }
  }
}
