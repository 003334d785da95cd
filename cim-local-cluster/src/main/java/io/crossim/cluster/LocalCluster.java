package io.crossim.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A whole cluster as processes of this machine, until Ctrl-C or TERM. What was started is stopped
 * in the end, also when a part of it fails to start.
 */
final class LocalCluster implements AutoCloseable {

  private final Path directory;
  private final ClusterPorts ports;
  private final List<String> jvm;
  private final ClusterPrinter printer;
  private final Map<String, Supplier<CimProcess>> launches = new LinkedHashMap<>();
  private final Map<String, CimProcess> services = new LinkedHashMap<>();
  private final Set<ManagedProcess> expectedEnds = new HashSet<>();
  private @Nullable ZooKeeperProcess zookeeper;
  private @Nullable RedisProcess redis;
  private @Nullable ClusterControl control;
  private boolean closed;

  LocalCluster(Path directory, ClusterPorts ports, List<String> jvm, ClusterPrinter printer) {
    this.directory = directory;
    this.ports = ports;
    this.jvm = jvm;
    this.printer = printer;
  }

  /**
   * Runs until it is told to stop.
   *
   * @throws ClusterException when the cluster cannot be started, or all servers and routes ended
   */
  void run() {
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
    ZooKeeperProcess coordination = launchZooKeeper();
    RedisProcess store = startRedis();
    coordination.awaitReady();
    printer.say("Starting two cim-servers and two routes…");
    launchServer("cim-server-1", jars, ports.firstTcp(), ports.firstServerHttp(), coordination);
    launchServer("cim-server-2", jars, ports.secondTcp(), ports.secondServerHttp(), coordination);
    launchRoute("cim-forward-route-1", jars, ports.firstRoute(), coordination, store);
    launchRoute("cim-forward-route-2", jars, ports.secondRoute(), coordination, store);
    List<CimProcess> started = List.copyOf(services.values());
    started.forEach(CimProcess::awaitReady);
    openControl();
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
    reportEnd("zookeeper", coordination.process());
    reportEnd("redis", store.process());
    started.forEach(service -> reportEnd(service.process().name(), service.process()));
  }

  private synchronized ZooKeeperProcess launchZooKeeper() {
    checkOpen();
    ZooKeeperProcess launched =
        ZooKeeperProcess.launch(directory.resolve("zookeeper"), logs(), ports.zookeeper(), 2_000);
    zookeeper = launched;
    return launched;
  }

  private synchronized RedisProcess startRedis() {
    checkOpen();
    RedisProcess started =
        RedisProcess.startEverySecond(directory.resolve("redis"), logs(), ports.redis());
    redis = started;
    return started;
  }

  private void launchServer(
      String name, CimJars jars, int tcpPort, int httpPort, ZooKeeperProcess coordination) {
    launch(
        name,
        jars.server(),
        Map.of(
            "cim.server.port", tcpPort,
            "server.port", httpPort,
            "app.zk.addr", coordination.address()));
  }

  private void launchRoute(
      String name, CimJars jars, int httpPort, ZooKeeperProcess coordination, RedisProcess store) {
    launch(
        name,
        jars.route(),
        Map.of(
            "server.port", httpPort,
            "app.zk.addr", coordination.address(),
            "spring.data.redis.host", store.host(),
            "spring.data.redis.port", store.port()));
  }

  private synchronized void launch(String name, Path jar, Map<String, ?> properties) {
    checkOpen();
    PreparedJar prepared = PreparedJar.of(jar);
    List<String> arguments = CimProcess.arguments(properties);
    launches.put(name, () -> CimProcess.launch(name, logs(), prepared, jvm, arguments));
    services.put(name, launches.get(name).get());
  }

  private synchronized void openControl() {
    checkOpen();
    control = ClusterControl.open(directory, this::restart);
  }

  /**
   * Stops a part if it runs, and starts it again on its ports.
   *
   * @return what to tell the one who asked
   */
  String restart(String part) {
    try {
      Optional<ManagedProcess> process = launchAgain(part);
      if (process.isEmpty()) {
        return part
            + ": not a part of the cluster (expected: zookeeper, redis, "
            + String.join(", ", launches.keySet())
            + ")";
      }
      reportEnd(part, process.get());
      String sentence = part + " runs again, with process id " + process.get().pid();
      printer.say(sentence);
      return sentence;
    } catch (ClusterException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private Optional<ManagedProcess> launchAgain(String part) {
    CimProcess service;
    synchronized (this) {
      checkOpen();
      if (part.equals("zookeeper") && zookeeper != null) {
        expectedEnds.add(zookeeper.process());
        zookeeper.restart();
        return Optional.of(zookeeper.process());
      }
      if (part.equals("redis") && redis != null) {
        expectedEnds.add(redis.process());
        redis.restart();
        return Optional.of(redis.process());
      }
      CimProcess old = services.get(part);
      Supplier<CimProcess> launch = launches.get(part);
      if (old == null || launch == null) {
        return Optional.empty();
      }
      expectedEnds.add(old.process());
      old.close();
      service = launch.get();
      services.put(part, service);
    }
    return Optional.of(service.awaitReady().process());
  }

  private void checkOpen() {
    if (closed) {
      throw new ClusterException("the cluster is being stopped");
    }
  }

  /** The rest goes on: killing one is what many start a cluster for. */
  private void reportEnd(String part, ManagedProcess process) {
    var unused = process.onExit().thenAccept(code -> ended(part, process, code));
  }

  private synchronized void ended(String part, ManagedProcess process, int code) {
    if (!closed && !expectedEnds.remove(process)) {
      printer.say(
          part
              + " has ended with code "
              + code
              + " (log: "
              + process.logFile()
              + "); the others go on. To start it again: ./cim cluster restart "
              + part);
    }
    notifyAll();
  }

  private synchronized void awaitEnd() {
    try {
      while (!closed && services.values().stream().anyMatch(LocalCluster::isAlive)) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!closed) {
      throw new ClusterException("no server and no route runs any more");
    }
  }

  private static boolean isAlive(CimProcess service) {
    return service.process().isAlive();
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
    List<ManagedProcess> stores = new ArrayList<>();
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      notifyAll();
      if (control != null) {
        control.close();
      }
      servers = named("cim-server");
      routes = named("cim-forward-route");
      if (zookeeper != null) {
        stores.add(zookeeper.process());
      }
      if (redis != null) {
        stores.add(redis.process());
      }
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
