package io.crossim.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./cim cluster} was asked for. A port of 0 means any free one; the second server and
 * the second route take the port after the first one's.
 *
 * @param zookeeperPort empty: 2181 if it is free, else any
 * @param redisPort empty: 6379 if it is free, else any
 * @param jvm options of the services' JVMs
 */
record ClusterOptions(
    Path data,
    int tcpPort,
    int serverHttpPort,
    int routePort,
    Optional<Integer> zookeeperPort,
    Optional<Integer> redisPort,
    List<String> jvm) {

  private static final Path DATA = Path.of("data/cluster").toAbsolutePath().normalize();

  static final String HELP =
      """
      Usage: ./cim cluster [options]
             ./cim cluster restart PART [--data=DIR]

      Starts ZooKeeper, Redis, two cim-servers and two routes as processes of this machine,
      and stops them all on Ctrl-C. The second form is for another terminal: it stops a part of the
      cluster that runs, if that has not ended, and starts it again on its ports. PART is zookeeper,
      redis, or the name of a server or route from the table.

        --data=DIR                 data and logs (default: data/cluster)
        --tcp-port=PORT            first cim-server, the second takes the next (default: 11211)
        --server-http-port=PORT    HTTP of the first cim-server, likewise (default: 8081)
        --route-port=PORT          first route, likewise (default: 8083)
        --zookeeper-port=PORT      default: 2181, or any other when that is busy
        --redis-port=PORT          default: 6379, or any other when that is busy
        --jvm=OPTIONS              options of the servers' and routes' JVMs, separated by spaces
                                   (default: -Xshare:auto -Xmx512m)

      A port of 0 means any free one.
      """;

  /**
   * Reads the options.
   *
   * @throws ClusterException with a sentence about the first wrong one
   */
  static ClusterOptions parse(String... arguments) {
    Map<String, String> given = new TreeMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (!argument.startsWith("--") || equals < 0) {
        throw new ClusterException(argument + ": not an option (see ./cim cluster --help)");
      }
      given.put(argument.substring(2, equals), argument.substring(equals + 1));
    }
    ClusterOptions options =
        new ClusterOptions(
            Optional.ofNullable(given.remove("data"))
                .map(data -> Path.of(data).toAbsolutePath().normalize())
                .orElse(DATA),
            port(given, "tcp-port").orElse(11211),
            port(given, "server-http-port").orElse(8081),
            port(given, "route-port").orElse(8083),
            port(given, "zookeeper-port"),
            port(given, "redis-port"),
            words(given.remove("jvm")));
    if (!given.isEmpty()) {
      throw new ClusterException(
          "--" + given.keySet().iterator().next() + ": not an option (see ./cim cluster --help)");
    }
    return options;
  }

  /**
   * The line for a shell that starts a part of a running cluster again.
   *
   * @param data the directory of that cluster
   */
  static String restartLine(Path data, String part) {
    String line = "./cim cluster restart " + part;
    if (data.equals(DATA)) {
      return line;
    }
    String option = "--data=" + data;
    return line
        + " "
        + (option.matches("[\\w./=-]+") ? option : "'" + option.replace("'", "'\\''") + "'");
  }

  private static List<String> words(@Nullable String value) {
    return value == null || value.isBlank()
        ? JavaCommand.FULL
        : List.of(value.strip().split(" +", -1));
  }

  private static Optional<Integer> port(Map<String, String> given, String name) {
    String value = given.remove(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65535) {
      throw new ClusterException("--" + name + ": " + value + " (expected: 0-65535)");
    }
    return Optional.of(Integer.valueOf(value));
  }
}
