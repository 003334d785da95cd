package io.crossim.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * A runnable jar as the launcher {@code ./cim} has prepared it for quick starts: unpacked, and with
 * an archive of its classes for one version of Java. Where that was not done, or not since the jar
 * was built or moved, it is the jar itself.
 *
 * @param flags which the JVM needs for it
 */
record PreparedJar(Path jar, List<String> flags) {

  static PreparedJar of(Path jar) {
    Path directory = jar.resolveSibling("unpacked");
    Path unpacked = directory.resolve(jar.getFileName());
    Path archive = directory.resolve("java-" + System.getProperty("java.version") + ".jsa");
    if (!Files.exists(archive)
        || changed(jar).compareTo(changed(archive)) > 0
        || !isPlace(directory.resolve("place"), jar)) {
      return new PreparedJar(jar, List.of());
    }
    // An archive that does not fit is not used, and said nothing about.
    return new PreparedJar(unpacked, List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off"));
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
