package io.crossim.it.faults;

import static org.awaitility.Awaitility.await;

import io.crossim.cluster.CimProcess;
import io.crossim.it.client.Route;
import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.ClusterSpec;
import io.crossim.it.fixture.Lines;
import io.crossim.it.fixture.LocalBackends;
import io.crossim.it.fixture.RedisSentinels;
import io.crossim.it.operation.Management;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A cluster to break: two servers, two routes, and what they stand on. */
final class FaultCluster implements AutoCloseable {

  /** How a cluster is built. */
  enum Kind {
    PLAIN,
    /** All connections run through proxies. */
    LINES,
    /** Redis has two replicas, and one of them must have a message before it counts. */
    SENTINELS,
    /** One route's clock is ahead. */
    CLOCK,
    /** The disk of Redis can be filled. */
    SMALL_DISK,
    /** Everything is of an earlier version; it can be upgraded once. */
    EARLIER
  }

  private static final String EARLIER = System.getProperty("cim.faults.old", "");

  private final List<AutoCloseable> parts = new ArrayList<>();
  private final Path directory;
  private final LocalBackends backends;
  private final CimCluster cluster;
  private @Nullable Lines lines;
  private @Nullable RedisSentinels sentinels;

  private FaultCluster(Kind kind, Path directory, ClusterSpec plain) {
    this.directory = directory;
    try {
      backends =
          own(
              kind == Kind.SMALL_DISK
                  ? LocalBackends.startOnSmallDisk(directory)
                  : LocalBackends.start(directory));
      ClusterSpec spec =
          switch (kind) {
            case PLAIN, SMALL_DISK -> plain;
            case LINES -> {
              Lines all = own(new Lines());
              lines = all;
              yield plain.through(all);
            }
            case SENTINELS -> {
              RedisSentinels group =
                  own(RedisSentinels.start(directory.resolve("group"), directory.resolve("logs")));
              sentinels = group;
              yield plain
                  .withRoute("spring.data.redis.sentinel.master", RedisSentinels.NAME)
                  .withRoute("spring.data.redis.sentinel.nodes", group.addresses())
                  .withRoute("cim.inbox.redis.wait-replicas", 1);
            }
            case CLOCK -> plain.withFirstRoute("cim.clock.offset", "5m");
            case EARLIER -> plain.ofVersion(Path.of(EARLIER));
          };
      cluster = own(CimCluster.start(backends.addresses(), spec, directory.resolve("logs")));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Whether there is what it is built of. */
  static boolean isPossible(Kind kind) {
    return kind != Kind.EARLIER || !EARLIER.isEmpty();
  }

  static FaultCluster open(Kind kind, Path directory) {
    return new FaultCluster(kind, directory, ClusterSpec.of(2, 2));
  }

  /** A plain one whose routes are another program. */
  static FaultCluster withRoutes(Class<?> main, Path directory) {
    return new FaultCluster(
        Kind.PLAIN,
        directory,
        ClusterSpec.of(2, 2)
            .withRouteClass(main)
            .withRoute("logging.level.io.crossim", "info")); // the tests' own setting is quieter
  }

  /** A plain one that is set up in a way of its own. */
  static FaultCluster of(ClusterSpec spec, Path directory) {
    return new FaultCluster(Kind.PLAIN, directory, spec);
  }

  CimCluster cluster() {
    return cluster;
  }

  LocalBackends backends() {
    return backends;
  }

  Lines lines() {
    return present(lines);
  }

  RedisSentinels sentinels() {
    return present(sentinels);
  }

  /** The route that has stored most: servers keep to one, so another may have nothing to lose. */
  CimProcess busiestRoute() {
    return Stream.of(cluster.routeProcess(0), cluster.routeProcess(1))
        .max(Comparator.comparingDouble(FaultCluster::stored))
        .orElseThrow();
  }

  private static double stored(CimProcess route) {
    return Management.of(route).scrape().values().getOrDefault("cim_messages_stored_total", 0.0);
  }

  /** For files of a run. */
  Path directory() {
    return directory;
  }

  List<Route> routes() {
    return List.of(cluster.route(0), cluster.route(1));
  }

  /** Returns when everything is there again. */
  void heal() {
    if (sentinels != null) {
      sentinels.heal();
    }
    cluster.heal();
  }

  /** Lets an outage last. */
  static void pass(Duration outage) {
    await().atMost(outage.plusSeconds(10)).pollDelay(outage).until(() -> true);
  }

  private static <T> T present(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("this stage has none");
    }
    return part;
  }

  private <T extends AutoCloseable> T own(T part) {
    parts.add(part);
    return part;
  }

  @Override
  public void close() {
    Collections.reverse(parts);
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
