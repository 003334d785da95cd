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

  /**
   * What the launcher {@code ./cim} has made of a jar; the jar itself where it has not, or not
   * since the jar was built or moved.
   */
  public static PreparedJar of(Path jar) {
    Parts parts = Parts.of(jar);
    if (!Files.exists(parts.archive())
        || changed(jar).compareTo(changed(parts.archive())) > 0
        || !isPlace(parts.place(), jar)) {
      return asShipped(jar);
    }
    // An archive that does not fit is not used, and said nothing about.
    return new PreparedJar(
        parts.unpacked(), List.of("-XX:SharedArchiveFile=" + parts.archive(), "-Xlog:cds=off"));
  }

  /** The jar itself, whatever has been made of it. */
  public static PreparedJar asShipped(Path jar) {
    return new PreparedJar(jar, List.of());
  }

  public boolean isPrepared() {
    return !flags.isEmpty();
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

  /**
   * What is made of a jar, beside it.
   *
   * @param place a file that says where the jar stood; written last
   */
  public record Parts(Path directory, Path unpacked, Path archive, Path place) {

    public static Parts of(Path jar) {
      Path directory = jar.resolveSibling("unpacked");
      return new Parts(
          directory,
          directory.resolve(jar.getFileName()),
          directory.resolve("java-" + System.getProperty("java.version") + ".jsa"),
          directory.resolve("place"));
    }
  }
}
