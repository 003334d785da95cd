package io.crossim.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ./cim cluster}: runs a {@link LocalCluster}, or has one that runs restart a part. */
public final class ClusterCommand {

  private static final String RESTART = "restart";

  private ClusterCommand() {}

  /** Runs until it is told to stop; ends with 1 when the cluster cannot be started. */
  public static void main(String... arguments) {
    ClusterPrinter printer = ClusterPrinter.ofConsole();
    List<String> given = new ArrayList<>(List.of(arguments));
    if (given.contains("--help")) {
      printer.say(ClusterOptions.HELP.stripTrailing());
      return;
    }
    try {
      int restart = given.indexOf(RESTART);
      if (restart >= 0) {
        given.remove(restart);
        printer.say(restart(given, restart));
        return;
      }
      ClusterOptions options = ClusterOptions.parse(arguments);
      ClusterPorts ports = ClusterPorts.choose(options);
      new LocalCluster(options.data(), ports, options.jvm(), printer).run();
    } catch (ClusterException e) {
      printer.complain(String.valueOf(e.getMessage()));
      // The shutdown hook stops what runs.
      System.exit(1);
    }
  }

  /** Asks the cluster that runs elsewhere; the name of the part stands at the given place. */
  private static String restart(List<String> given, int at) {
    if (at >= given.size() || given.get(at).startsWith("--")) {
      throw new ClusterException(
          "restart: nothing (expected: a part such as redis or cim-server-1)");
    }
    String part = given.remove(at);
    Path data = ClusterOptions.parse(given.toArray(String[]::new)).data();
    return ClusterControl.restart(data, part);
  }
}
