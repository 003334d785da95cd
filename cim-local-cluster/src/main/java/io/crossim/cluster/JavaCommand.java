package io.crossim.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of child JVMs: the Java of this process, and flags for many JVMs at once. */
public final class JavaCommand {

  /** For a machine that runs many JVMs at once. */
  public static final List<String> LIGHT =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx256m");

  /** With the second compiler, for services that are to carry load. */
  static final List<String> FULL = List.of("-Xshare:auto", "-Xmx512m");

  private JavaCommand() {}

  /** {@code java -jar}, with these flags and those that the jar needs. */
  public static List<String> jar(List<String> flags, PreparedJar jar, List<String> arguments) {
    List<String> all = new ArrayList<>(flags);
    all.addAll(jar.flags());
    return command(all, List.of("-jar", jar.jar().toString()), arguments);
  }

  /** A class with a {@code main} of this process's own class path. */
  public static List<String> main(
      List<String> systemProperties, String mainClass, List<String> arguments) {
    List<String> flags = new ArrayList<>(LIGHT);
    flags.addAll(systemProperties);
    return command(
        flags, List.of("-cp", System.getProperty("java.class.path"), mainClass), arguments);
  }

  private static List<String> command(
      List<String> flags, List<String> program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(program);
    command.addAll(arguments);
    return command;
  }
}
