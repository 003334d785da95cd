package io.crossim.it.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.crossim.cluster.ManagedProcess;
import io.crossim.cluster.RedisLine;
import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.Lines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Something that breaks, and is whole again when the call returns as far as it comes back at all.
 */
enum Fault {
  NOTHING("nothing, for comparison", FaultCluster.Kind.PLAIN) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {}
  },
  SERVER("kill -9 of a cim-server", FaultCluster.Kind.PLAIN) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      target.cluster().server(0).process().kill();
    }
  },
  ROUTE("kill -9 of a route", FaultCluster.Kind.PLAIN) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      target.busiestRoute().process().kill();
    }
  },
  ROUTES("kill -9 of all routes, back at once", FaultCluster.Kind.PLAIN, Since.END) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      CimCluster cluster = target.cluster();
      cluster.routeProcess(0).process().kill();
      cluster.routeProcess(1).process().kill();
      cluster.restartRoute(0);
      cluster.restartRoute(1);
    }
  },
  REDIS("kill -9 of Redis, back after 5 s", FaultCluster.Kind.PLAIN, Since.END) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      target.backends().redis().process().kill();
      FaultCluster.pass(Duration.ofSeconds(5));
      target.backends().redis().restart();
    }
  },
  REDIS_OLDER("kill -9 of Redis, back with an older file", FaultCluster.Kind.PLAIN, Since.END) {
    @Override
    void prepare(FaultCluster target, Traffic traffic) {
      target.backends().redis().backUp(backup(target));
      traffic.awaitRounds(5);
    }

    @Override
    void happen(FaultCluster target, Traffic traffic) {
      target.backends().redis().process().kill();
      target.backends().redis().restore(backup(target));
      target.backends().redis().restart();
    }

    private Path backup(FaultCluster target) {
      return target.directory().resolve("backup");
    }
  },
  ZOOKEEPER("kill -9 of ZooKeeper, back after 20 s with its data", FaultCluster.Kind.PLAIN) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      target.backends().zookeeper().process().kill();
      FaultCluster.pass(Duration.ofSeconds(20));
      target.backends().zookeeper().restart();
    }
  },
  ZOOKEEPER_EMPTY("kill -9 of ZooKeeper, back after 20 s and empty", FaultCluster.Kind.PLAIN) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      target.backends().zookeeper().process().kill();
      FaultCluster.pass(Duration.ofSeconds(20));
      target.backends().zookeeper().deleteData();
      target.backends().zookeeper().restart();
    }
  },
  SERVER_PAUSED("SIGSTOP of a cim-server for 20 s", FaultCluster.Kind.PLAIN) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      pause(target.cluster().server(0).process(), Duration.ofSeconds(20));
    }

    @Override
    Duration recoversWithin() {
      return FROZEN_SERVER_LEFT;
    }
  },
  SERVER_PAUSED_LONG("SIGSTOP of a cim-server for 50 s", FaultCluster.Kind.PLAIN) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      pause(target.cluster().server(0).process(), Duration.ofSeconds(50));
    }

    @Override
    Duration recoversWithin() {
      return FROZEN_SERVER_LEFT;
    }
  },
  ROUTE_PAUSED("SIGSTOP of a route for 20 s", FaultCluster.Kind.PLAIN) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      pause(target.busiestRoute().process(), Duration.ofSeconds(20));
    }
  },
  REDIS_PAUSED("SIGSTOP of Redis for 6 s", FaultCluster.Kind.PLAIN, Since.END) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      pause(target.backends().redis().process(), Duration.ofSeconds(6));
    }
  },
  REDIS_LINES_KILLED(
      "CLIENT KILL of all lines to Redis, each second for 10 s", FaultCluster.Kind.PLAIN) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      try (Socket redis =
          new Socket(target.backends().redis().host(), target.backends().redis().port())) {
        for (int i = 0; i < 10; i++) {
          redis.getOutputStream().write("CLIENT KILL TYPE normal\r\n".getBytes(US_ASCII));
          FaultCluster.pass(Duration.ofSeconds(1));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  REDIS_DISK_FULL("the disk of Redis is full for 10 s", FaultCluster.Kind.SMALL_DISK, Since.END) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      target.backends().redis().fillDisk();
      FaultCluster.pass(OUTAGE);
      target.backends().redis().freeDisk();
    }
  },
  REDIS_FULL("`maxmemory` of Redis reached for 10 s", FaultCluster.Kind.PLAIN, Since.END) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      limitMemory(target, "1mb"); // less than it uses
      FaultCluster.pass(OUTAGE);
      limitMemory(target, "0");
    }

    private void limitMemory(FaultCluster target, String size) {
      String host = target.backends().redis().host();
      RedisLine.askAt(host, target.backends().redis().port(), "CONFIG", "SET", "maxmemory", size);
    }
  },
  MEMBERS(
      "half of each group removed and added again without a pause for 10 s, and kill -9 of a route",
      FaultCluster.Kind.PLAIN) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      traffic.groups.changeManyFor(OUTAGE, () -> target.busiestRoute().process().kill());
    }

    @Override
    boolean concernsV2() {
      return false;
    }
  },
  ROLLING("rolling restart of all servers and routes", FaultCluster.Kind.PLAIN) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      CimCluster cluster = target.cluster();
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
  },
  UPGRADE(
      "servers, then routes of an earlier version replaced one by one; groups begin behind it",
      FaultCluster.Kind.EARLIER,
      Since.END) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      target.cluster().upgrade();
      ROLLING.happen(target, traffic);
    }

    @Override
    boolean isBeforeGroups() {
      return true;
    }
  },
  RECEIVER("kill -9 of a receiving client, started again", FaultCluster.Kind.PLAIN, Since.END) {
    @Override
    void prepare(FaultCluster target, Traffic traffic) {
      traffic.awaitReceiverBusy();
    }

    @Override
    void happen(FaultCluster target, Traffic traffic) {
      traffic.receiver().kill();
      traffic.receiver().restart();
    }

    @Override
    boolean needsReceiver() {
      return true;
    }
  },
  RECEIVER_STOPS("a receiving client stops reading for 30 s", FaultCluster.Kind.PLAIN, Since.END) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      traffic.receiver().pause();
      FaultCluster.pass(Duration.ofSeconds(30));
      traffic.receiver().resume();
    }

    @Override
    boolean needsReceiver() {
      return true;
    }
  },
  CLIENTS_CUT("line between clients and servers cut for 10 s", FaultCluster.Kind.LINES, Since.END) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      cut(target, Lines.Kind.CLIENT_SERVER);
    }
  },
  CLIENTS_SLOW("line between clients and servers slow for 10 s", FaultCluster.Kind.LINES) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      slowDown(target, Lines.Kind.CLIENT_SERVER);
    }
  },
  ROUTES_CUT("line between servers and routes cut for 10 s", FaultCluster.Kind.LINES, Since.END) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      cut(target, Lines.Kind.SERVER_ROUTE);
    }
  },
  ROUTES_SLOW("line between servers and routes slow for 10 s", FaultCluster.Kind.LINES) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      slowDown(target, Lines.Kind.SERVER_ROUTE);
    }
  },
  REDIS_CUT("line between routes and Redis cut for 10 s", FaultCluster.Kind.LINES, Since.END) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      cut(target, Lines.Kind.ROUTE_REDIS);
    }
  },
  REDIS_SLOW("line between routes and Redis slow for 10 s", FaultCluster.Kind.LINES) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      slowDown(target, Lines.Kind.ROUTE_REDIS);
    }
  },
  SENTINEL("failover by Redis Sentinel, wait-replicas=1", FaultCluster.Kind.SENTINELS, Since.END) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      target.sentinels().failOver();
    }
  },
  CLOCK("the clock of one route 5 minutes ahead, kill -9 of the other", FaultCluster.Kind.CLOCK) {
    @Override
    void happen(FaultCluster target, Traffic traffic) {
      target.cluster().routeProcess(1).process().kill();
    }
  };

  /** From when on recovery counts. */
  private enum Since {
    BEGIN,
    /** Nobody can go on before the dead part is back, because there is only one of it. */
    END
  }

  /** A ping after 10 s of silence, 10 s for its answer, and the login at another server. */
  private static final Duration FROZEN_SERVER_LEFT = Duration.ofSeconds(25);

  private static final Duration OUTAGE = Duration.ofSeconds(10);
  private static final Duration DELAY = Duration.ofMillis(200);

  private final String words;
  private final FaultCluster.Kind target;
  private final Since since;

  Fault(String words, FaultCluster.Kind target) {
    this(words, target, Since.BEGIN);
  }

  Fault(String words, FaultCluster.Kind target, Since since) {
    this.words = words;
    this.target = target;
    this.since = since;
  }

  String words() {
    return words;
  }

  FaultCluster.Kind target() {
    return target;
  }

  boolean countsFromItsEnd() {
    return since == Since.END;
  }

  /** Whether it strikes a client in a process of its own. */
  boolean needsReceiver() {
    return false;
  }

  /** Whether the store forgets what it had taken. */
  boolean goesBack() {
    return this == REDIS_OLDER;
  }

  /** Whether there can be groups only when it is over. */
  boolean isBeforeGroups() {
    return false;
  }

  /** Whether clients of protocol v2 can be told of it, or have a part in it. */
  boolean concernsV2() {
    return !goesBack();
  }

  /** Whether clients over WebSocket have a part in it, which an earlier version does not know. */
  boolean concernsJavaScript() {
    return !goesBack() && !needsReceiver() && target() != FaultCluster.Kind.EARLIER;
  }

  void prepare(FaultCluster target, Traffic traffic) {}

  abstract void happen(FaultCluster target, Traffic traffic);

  /** Within so long every pair talks again. */
  Duration recoversWithin() {
    return Duration.ofSeconds(5);
  }

  private static void pause(ManagedProcess process, Duration time) {
    process.pause();
    FaultCluster.pass(time);
    process.resume();
  }

  private static void cut(FaultCluster target, Lines.Kind line) {
    target.lines().cut(line);
    FaultCluster.pass(OUTAGE);
    target.lines().mend(line);
  }

  private static void slowDown(FaultCluster target, Lines.Kind line) {
    target.lines().slowDown(line, DELAY);
    FaultCluster.pass(OUTAGE);
    target.lines().mend(line);
  }
}
