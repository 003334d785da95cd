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
import java.util.function.UnaryOperator;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * The processes of a cluster: launches them, starts each again, knows which end was expected, and
 * stops all. Threads may share it. After {@link #close} nothing more is launched.
 */
@RequiredArgsConstructor
final class ClusterParts implements AutoCloseable {

  private final Path directory;
  private final List<String> jvm;
  private final ClusterPrinter printer;
  private final Map<String, Supplier<CimProcess>> launches = new LinkedHashMap<>();
  private final Map<String, CimProcess> services = new LinkedHashMap<>();
  private final Set<ManagedProcess> expectedEnds = new HashSet<>();
  private @Nullable ZooKeeperProcess zookeeper;
  private @Nullable RedisProcess redis;
  private @Nullable ClusterControl control;
  private boolean closed;

  synchronized ZooKeeperProcess launchZooKeeper(int port) {
    checkOpen();
    ZooKeeperProcess launched =
        ZooKeeperProcess.launch(directory.resolve("zookeeper"), logs(), port, 2_000);
    zookeeper = launched;
    return launched;
  }

  synchronized RedisProcess startRedis(int port) {
    checkOpen();
    RedisProcess started = RedisProcess.startEverySecond(directory.resolve("redis"), logs(), port);
    redis = started;
    return started;
  }

  synchronized void launchService(String name, Path jar, Map<String, ?> properties) {
    checkOpen();
    PreparedJar prepared = PreparedJar.of(jar);
    List<String> arguments = CimProcess.arguments(properties);
    launches.put(name, () -> CimProcess.launch(name, logs(), prepared, jvm, arguments));
    services.put(name, launches.get(name).get());
  }

  /** The servers and routes, in the order in which they were launched. */
  synchronized List<CimProcess> services() {
    return List.copyOf(services.values());
  }

  /** Takes orders from other processes of this machine, until all is closed. */
  synchronized void openControl(UnaryOperator<String> restart) {
    checkOpen();
    control = ClusterControl.open(directory, restart);
  }

  /** Stops a part if it runs, and starts it again on its ports; empty when there is none. */
  Optional<ManagedProcess> restart(String part) {
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

  /** Says when a part ends. The rest goes on: killing one is what many start a cluster for. */
  void reportEnd(String part, ManagedProcess process) {
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
              + "); the others go on. To start it again: "
              + ClusterOptions.restartLine(directory, part));
    }
    notifyAll();
  }

  /**
   * Returns when all is closed.
   *
   * @throws ClusterException when all servers and routes have ended by themselves
   */
  synchronized void awaitEnd() {
    try {
      while (!closed
          && services.values().stream().anyMatch(service -> service.process().isAlive())) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!closed) {
      throw new ClusterException("no server and no route runs any more");
    }
  }

  private Path logs() {
    return directory.resolve("logs");
  }

  synchronized boolean isClosed() {
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
