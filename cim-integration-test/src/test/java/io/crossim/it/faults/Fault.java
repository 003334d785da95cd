package io.crossim.it.faults;

import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.LocalBackends;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Something that breaks, and is whole again when the call returns as far as it comes back at all.
 */
enum Fault {
  NOTHING("nothing, for comparison", false) {
    @Override
    void happen(CimCluster cluster, LocalBackends backends) {}
  },
  SERVER("kill -9 of a cim-server", false) {
    @Override
    void happen(CimCluster cluster, LocalBackends backends) {
      cluster.server(0).process().kill();
    }
  },
  ROUTE("kill -9 of a route", false) {
    @Override
    void happen(CimCluster cluster, LocalBackends backends) {
      cluster.routeProcess(1).process().kill();
    }
  },
  ROUTES("kill -9 of all routes, back at once", true) {
    @Override
    void happen(CimCluster cluster, LocalBackends backends) {
      cluster.routeProcess(0).process().kill();
      cluster.routeProcess(1).process().kill();
      cluster.restartRoute(0);
      cluster.restartRoute(1);
    }
  },
  REDIS("kill -9 of Redis (append-only file, fsync always), back after 5 s", true) {
    @Override
    void happen(CimCluster cluster, LocalBackends backends) throws InterruptedException {
      backends.redis().process().kill();
      pass(Duration.ofSeconds(5));
      backends.redis().restart();
    }
  },
  ZOOKEEPER("kill -9 of ZooKeeper, back after 20 s with its data", false) {
    @Override
    void happen(CimCluster cluster, LocalBackends backends) throws InterruptedException {
      backends.zookeeper().process().kill();
      pass(Duration.ofSeconds(20));
      backends.zookeeper().restart();
    }
  },
  ZOOKEEPER_EMPTY("kill -9 of ZooKeeper, back after 20 s and empty", false) {
    @Override
    void happen(CimCluster cluster, LocalBackends backends) throws InterruptedException {
      backends.zookeeper().process().kill();
      pass(Duration.ofSeconds(20));
      backends.zookeeper().deleteData();
      backends.zookeeper().restart();
    }
  },
  ROLLING("rolling restart of all servers and routes", true) {
    @Override
    void happen(CimCluster cluster, LocalBackends backends) {
      for (int i = 0; i < 2; i++) {
        cluster.server(i).process().terminate();
        cluster.restartServer(i);
        cluster.awaitComplete();
      }
      for (int i = 0; i < 2; i++) {
        cluster.routeProcess(i).process().terminate();
        cluster.restartRoute(i);
        cluster.awaitComplete();
      }
    }
  };

  private final String words;
  private final boolean countsFromItsEnd;

  Fault(String words, boolean countsFromItsEnd) {
    this.words = words;
    this.countsFromItsEnd = countsFromItsEnd;
  }

  String words() {
    return words;
  }

  /** Whether nobody can go on before the dead part is back, because there is only one of it. */
  boolean countsFromItsEnd() {
    return countsFromItsEnd;
  }

  abstract void happen(CimCluster cluster, LocalBackends backends) throws InterruptedException;

  /** The outage is to last; nothing is waited for. */
  private static void pass(Duration outage) throws InterruptedException {
    new CountDownLatch(1).await(outage.toMillis(), TimeUnit.MILLISECONDS);
  }
}
