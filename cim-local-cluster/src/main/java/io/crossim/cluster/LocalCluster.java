package io.crossim.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * {@code ./cim cluster}: a whole cluster as processes of this machine, until Ctrl-C or TERM. What
 * was started is stopped in the end, also when a part of it fails to start.
 */
public final class LocalCluster implements AutoCloseable {

  private final Path directory;
  private final ClusterPorts ports;
  private final List<String> jvm;
  private final ClusterPrinter printer;
  private final List<ManagedProcess> backing = new ArrayList<>();
  private final Map<String, CimProcess> services = new LinkedHashMap<>();
  private boolean closed;

  LocalCluster(Path directory, ClusterPorts ports, List<String> jvm, ClusterPrinter printer) {
    this.directory = directory;
    this.ports = ports;
    this.jvm = jvm;
    this.printer = printer;
  }

  /** Runs until it is told to stop; ends with 1 when the cluster cannot be started. */
  public static void main(String... arguments) {
    ClusterPrinter printer = ClusterPrinter.ofConsole();
    if (List.of(arguments).contains("--help")) {
      printer.say(ClusterOptions.HELP.stripTrailing());
      return;
    }
    try {
      ClusterOptions options = ClusterOptions.parse(arguments);
      new LocalCluster(options.data(), ClusterPorts.choose(options), options.jvm(), printer).run();
    } catch (ClusterException e) {
      printer.complain(String.valueOf(e.getMessage()));
      // The shutdown hook stops what runs.
      System.exit(1);
    }
  }

  private void run() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop"));
    try {
      start(CimJars.find());
      awaitEnd();
    } catch (ClusterException e) {
      // What was told to stop has not failed.
      if (!isClosed()) {
        throw e;
      }
    }
  }

  /** Returns when every process serves. */
  void start(CimJars jars) {
    printer.say("Starting ZooKeeper and Redis…");
    ZooKeeperProcess zookeeper = launchZooKeeper();
    RedisProcess redis = startRedis();
    zookeeper.awaitReady();
    printer.say("Starting two cim-servers and two routes…");
    launchServer("cim-server-1", jars, ports.firstTcp(), ports.firstServerHttp(), zookeeper);
    launchServer("cim-server-2", jars, ports.secondTcp(), ports.secondServerHttp(), zookeeper);
    launchRoute("cim-forward-route-1", jars, ports.firstRoute(), zookeeper, redis);
    launchRoute("cim-forward-route-2", jars, ports.secondRoute(), zookeeper, redis);
    List.copyOf(services.values()).forEach(CimProcess::awaitReady);
    printTable(zookeeper, redis);
    services.forEach(this::reportEnd);
  }

  private synchronized ZooKeeperProcess launchZooKeeper() {
    checkOpen();
    ZooKeeperProcess zookeeper =
        ZooKeeperProcess.launch(directory.resolve("zookeeper"), logs(), ports.zookeeper(), 2_000);
    backing.add(zookeeper.process());
    return zookeeper;
  }

  private synchronized RedisProcess startRedis() {
    checkOpen();
    RedisProcess redis =
        RedisProcess.startEverySecond(directory.resolve("redis"), logs(), ports.redis());
    backing.add(redis.process());
    return redis;
  }

  private void launchServer(
      String name, CimJars jars, int tcpPort, int httpPort, ZooKeeperProcess zookeeper) {
    launch(
        name,
        jars.server(),
        Map.of(
            "cim.server.port", tcpPort,
            "server.port", httpPort,
            "app.zk.addr", zookeeper.address()));
  }

  private void launchRoute(
      String name, CimJars jars, int httpPort, ZooKeeperProcess zookeeper, RedisProcess redis) {
    launch(
        name,
        jars.route(),
        Map.of(
            "server.port", httpPort,
            "app.zk.addr", zookeeper.address(),
            "spring.data.redis.host", redis.host(),
            "spring.data.redis.port", redis.port()));
  }

  private synchronized void launch(String name, Path jar, Map<String, ?> properties) {
    checkOpen();
    PreparedJar prepared = PreparedJar.of(jar);
    List<String> flags = new ArrayList<>(jvm);
    flags.addAll(prepared.flags());
    services.put(
        name,
        CimProcess.launch(name, logs(), prepared.jar(), flags, CimProcess.arguments(properties)));
  }

  private void checkOpen() {
    if (closed) {
      throw new ClusterException("stopped while it started");
    }
  }

  private void printTable(ZooKeeperProcess zookeeper, RedisProcess redis) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("PROCESS", "PID", "TCP", "HTTP", "LOG"));
    rows.add(row(zookeeper.process(), zookeeper.port()));
    rows.add(row(redis.process(), redis.port()));
    services.forEach((name, service) -> rows.add(row(name, service)));
    printer.say("");
    printer.table(rows);
    printer.say("");
    printer.say(
        "The cluster is ready: ./cim chat NAME --route http://127.0.0.1:"
            + ports.firstRoute()
            + "/   (stop with Ctrl-C)");
  }

  private static List<String> row(ManagedProcess process, int port) {
    return List.of(
        process.name(), "" + process.pid(), "" + port, "-", process.logFile().toString());
  }

  private static List<String> row(String name, CimProcess service) {
    ManagedProcess process = service.process();
    String tcp = name.startsWith("cim-server") ? "" + service.tcpPort() : "-";
    return List.of(
        name, "" + process.pid(), tcp, "" + service.httpPort(), process.logFile().toString());
  }

  /** The rest goes on: killing one is what many start a cluster for. */
  private void reportEnd(String name, CimProcess service) {
    var unused =
        service
            .process()
            .onExit()
            .thenAccept(
                code -> {
                  if (!isClosed()) {
                    printer.say(
                        name
                            + " has ended with code "
                            + code
                            + " (log: "
                            + service.process().logFile()
                            + "); the others go on");
                  }
                });
  }

  private void awaitEnd() {
    CompletableFuture.allOf(
            services.values().stream()
                .map(service -> service.process().onExit())
                .toArray(CompletableFuture<?>[]::new))
        .join();
    if (!isClosed()) {
      throw new ClusterException("no server and no route runs any more");
    }
  }

  private Path logs() {
    return directory.resolve("logs");
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /**
   * Stops servers first, so that they leave discovery and take their users offline, then routes,
   * then what both stand on.
   */
  @Override
  public void close() {
    List<ManagedProcess> servers;
    List<ManagedProcess> routes;
    List<ManagedProcess> stores;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      servers = named("cim-server");
      routes = named("cim-forward-route");
      stores = List.copyOf(backing);
    }
    if (servers.isEmpty() && stores.isEmpty()) {
      return;
    }
    printer.say("Stopping…");
    stop(servers);
    stop(routes);
    stop(stores);
  }

  private List<ManagedProcess> named(String prefix) {
    return services.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .map(entry -> entry.getValue().process())
        .toList();
  }

  private static void stop(List<ManagedProcess> processes) {
    processes.forEach(ManagedProcess::terminate);
    processes.forEach(ManagedProcess::close);
  }
}
