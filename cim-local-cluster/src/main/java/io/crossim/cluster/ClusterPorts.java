package io.crossim.cluster;

import java.util.Optional;

/** The ports of a cluster's processes, all free when they were chosen. */
record ClusterPorts(
    int zookeeper,
    int redis,
    int firstTcp,
    int secondTcp,
    int firstServerHttp,
    int secondServerHttp,
    int firstRoute,
    int secondRoute) {

  private static final int ZOOKEEPER = 2181;
  private static final int REDIS = 6379;

  /**
   * Chooses the ports.
   *
   * @throws ClusterException that names the first port that is taken
   */
  static ClusterPorts choose(ClusterOptions options) {
    return new ClusterPorts(
        backing(options.zookeeperPort(), ZOOKEEPER, "--zookeeper-port"),
        backing(options.redisPort(), REDIS, "--redis-port"),
        first(options.tcpPort(), "--tcp-port"),
        second(options.tcpPort(), "--tcp-port"),
        first(options.serverHttpPort(), "--server-http-port"),
        second(options.serverHttpPort(), "--server-http-port"),
        first(options.routePort(), "--route-port"),
        second(options.routePort(), "--route-port"));
  }

  private static int backing(Optional<Integer> given, int usual, String option) {
    if (given.isPresent()) {
      return first(given.get(), option);
    }
    return Ports.isFree(usual) ? usual : Ports.free();
  }

  private static int first(int given, String option) {
    return given == 0 ? Ports.free() : checked(given, option);
  }

  private static int second(int given, String option) {
    return given == 0 ? Ports.free() : checked(given + 1, option);
  }

  private static int checked(int port, String option) {
    if (!Ports.isFree(port)) {
      throw new ClusterException(
          "port "
              + port
              + " is taken by another process; stop that one, or choose another with "
              + option);
    }
    return port;
  }
}
