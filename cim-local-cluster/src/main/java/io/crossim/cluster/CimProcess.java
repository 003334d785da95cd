package io.crossim.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service of CIM, started by its runnable jar; after {@link #awaitReady()} its ports are known.
 */
public final class CimProcess implements AutoCloseable {

  private static final Duration START_TIME = Duration.ofSeconds(120);

  private final ManagedProcess process;
  private final Pattern readyLine;

  private CimProcess(ManagedProcess process, Pattern readyLine) {
    this.process = process;
    this.readyLine = readyLine;
  }

  /** Starts it with flags for a machine that runs many JVMs at once, and returns at once. */
  public static CimProcess launch(
      String name, Path logDirectory, PreparedJar jar, List<String> arguments) {
    return launch(name, logDirectory, jar, JavaCommand.LIGHT, arguments);
  }

  /** Starts it with these flags and those that the jar needs, and returns at once. */
  public static CimProcess launch(
      String name, Path logDirectory, PreparedJar jar, List<String> flags, List<String> arguments) {
    return new CimProcess(
        ManagedProcess.start(name, logDirectory, JavaCommand.jar(flags, jar, arguments)),
        readyLine(jar.jar()));
  }

  /** Starts the service of a jar by another main class, from this process's own class path. */
  public static CimProcess launchMain(
      String name, Path logDirectory, Path jar, String mainClass, List<String> arguments) {
    return new CimProcess(
        ManagedProcess.start(name, logDirectory, JavaCommand.main(List.of(), mainClass, arguments)),
        readyLine(jar));
  }

  /** What the service of a jar prints when it serves; the TCP port only if it has one. */
  private static Pattern readyLine(Path jar) {
    String file = jar.getFileName().toString();
    String service = file.startsWith("cim-standalone-") ? "cim" : file.replaceFirst("-\\d.*", "");
    return Pattern.compile(
        "[ \"]" + service + " is ready: (?:tcp (?<tcp>\\d+), )?http (?<http>\\d+)");
  }

  /** Properties as arguments of a command line. */
  public static List<String> arguments(Map<String, ?> properties) {
    List<String> arguments = new ArrayList<>();
    properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    return arguments;
  }

  /**
   * Waits until the service serves.
   *
   * @throws ClusterException with its last lines if it ends before or takes too long
   */
  public CimProcess awaitReady() {
    ready();
    return this;
  }

  public int tcpPort() {
    return Optional.ofNullable(ready().group("tcp"))
        .map(Integer::parseInt)
        .orElseThrow(() -> new ClusterException(process.name() + " has no TCP port"));
  }

  public int httpPort() {
    return Integer.parseInt(ready().group("http"));
  }

  public ManagedProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }

  private Matcher ready() {
    return process.awaitLine(readyLine, START_TIME);
  }
}
