package io.crossim.benchmark.report;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The built source tree that the tool is a part of. */
public final class SourceTree {

  private SourceTree() {}

  /** The root of the source tree. */
  public static Path root() {
    try {
      Path own =
          Path.of(SourceTree.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (Path at = own; at != null; at = at.getParent()) {
        if (Files.isRegularFile(at.resolve("cim-server/pom.xml"))) {
          return at;
        }
      }
      throw new ReportException("no CIM source tree stands around the tool");
    } catch (URISyntaxException e) {
      throw new ReportException("the place of the tool cannot be read", e);
    }
  }

  /** The runnable jar of a module. */
  static Path jar(Path root, String module) {
    Path jar = root.resolve(module).resolve("target").resolve(module + "-1.0.0-SNAPSHOT.jar");
    if (!Files.isRegularFile(jar)) {
      throw new ReportException(jar.getFileName() + " is missing; ./cim bench report builds it");
    }
    return jar;
  }
}
