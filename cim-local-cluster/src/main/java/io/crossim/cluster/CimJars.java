package io.crossim.cluster;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The runnable jars of a built CIM. */
public final class CimJars {

  private final Path root;

  private CimJars(Path root) {
    this.root = root;
  }

  /** The CIM whose build this class is from. */
  public static CimJars find() {
    try {
      Path own = Path.of(CimJars.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (Path at = own; at != null; at = at.getParent()) {
        if (Files.isRegularFile(at.resolve("cim-server/pom.xml"))) {
          return new CimJars(at);
        }
      }
      throw new ClusterException("no CIM source tree stands around " + own);
    } catch (URISyntaxException e) {
      throw new ClusterException("the place of CIM's jars cannot be read", e);
    }
  }

  /** The CIM of a source tree. */
  public static CimJars in(Path root) {
    return new CimJars(root);
  }

  /** The root of the source tree. */
  public Path root() {
    return root;
  }

  public Path server() {
    return jar("cim-server");
  }

  public Path route() {
    return jar("cim-forward-route");
  }

  public Path standalone() {
    return jar("cim-standalone");
  }

  public Path client() {
    return jar("cim-client");
  }

  private Path jar(String module) {
    Path jar = root.resolve(module).resolve("target").resolve(module + "-1.0.0-SNAPSHOT.jar");
    if (!Files.isRegularFile(jar)) {
      throw new ClusterException(jar + " is missing; build it with: ./mvnw -DskipTests package");
    }
    return jar;
  }
}
