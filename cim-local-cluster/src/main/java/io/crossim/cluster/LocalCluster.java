package io.crossim.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs a whole cluster as processes of this machine, until Ctrl-C or TERM. What was started is
 * stopped in the end, also when a part of it fails to start.
 */
final class LocalCluster {

  private final ClusterPorts ports;
  private final ClusterPrinter printer;
  private final ClusterParts parts;

  LocalCluster(Path directory, ClusterPorts ports, List<String> jvm, ClusterPrinter printer) {
    this.ports = ports;
    this.printer = printer;
    this.parts = new ClusterParts(directory, jvm, printer);
  }

  /**
   * Runs until it is told to stop.
   *
   * @throws ClusterException when the cluster cannot be started, or all servers and routes ended
   */
  void run() {
    Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "stop"));
    try {
      start(CimJars.find());
      parts.awaitEnd();
    } catch (ClusterException e) {
      // What was told to stop has not failed.
      if (!parts.isClosed()) {
        throw e;
      }
    }
  }

  /** Returns when every process serves. */
  void start(CimJars jars) {
    printer.say("Starting ZooKeeper and Redis…");
    ZooKeeperProcess coordination = parts.launchZooKeeper(ports.zookeeper());
    RedisProcess store = parts.startRedis(ports.redis());
    coordination.awaitReady();
    printer.say("Starting two cim-servers and two routes…");
    launchServer("cim-server-1", jars, ports.firstTcp(), ports.firstServerHttp(), coordination);
    launchServer("cim-server-2", jars, ports.secondTcp(), ports.secondServerHttp(), coordination);
    launchRoute("cim-forward-route-1", jars, ports.firstRoute(), coordination, store);
    launchRoute("cim-forward-route-2", jars, ports.secondRoute(), coordination, store);
    List<CimProcess> started = parts.services();
    started.forEach(CimProcess::awaitReady);
    parts.openControl(this::restart);
    ClusterTable table = new ClusterTable();
    table.add(coordination.process(), coordination.port());
    table.add(store.process(), store.port());
    started.forEach(table::add);
    printer.say("");
    table.print(printer);
    printer.say("");
    printer.say(
        "The cluster is ready: ./cim chat NAME --route http://127.0.0.1:"
            + ports.firstRoute()
            + "/   (stop with Ctrl-C)");
    parts.reportEnd("zookeeper", coordination.process());
    parts.reportEnd("redis", store.process());
    started.forEach(service -> parts.reportEnd(service.process().name(), service.process()));
  }

  private void launchServer(
      String name, CimJars jars, int tcpPort, int httpPort, ZooKeeperProcess coordination) {
    parts.launchService(
        name,
        jars.server(),
        Map.of(
            "cim.server.port", tcpPort,
            "server.port", httpPort,
            "app.zk.addr", coordination.address()));
  }

  private void launchRoute(
      String name, CimJars jars, int httpPort, ZooKeeperProcess coordination, RedisProcess store) {
    parts.launchService(
        name,
        jars.route(),
        Map.of(
            "server.port", httpPort,
            "app.zk.addr", coordination.address(),
            "spring.data.redis.host", store.host(),
            "spring.data.redis.port", store.port(),
            "cim.conversations.private", true));
  }

  /**
   * Stops a part if it runs, and starts it again on its ports.
   *
   * @return what to tell the one who asked
   * @throws ClusterException if there is no such part, or it does not start
   */
  String restart(String part) {
    ManagedProcess process =
        parts
            .restart(part)
            .orElseThrow(
                () ->
                    new ClusterException(
                        part
                            + ": not a part of the cluster (expected: zookeeper, redis, "
                            + services()
                            + ")"));
    parts.reportEnd(part, process);
    String sentence = part + " runs again, with process id " + process.pid();
    printer.say(sentence);
    return sentence;
  }

  private String services() {
    return parts.services().stream()
        .map(service -> service.process().name())
        .collect(Collectors.joining(", "));
  }
}
