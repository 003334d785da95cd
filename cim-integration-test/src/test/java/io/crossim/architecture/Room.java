package io.crossim.architecture;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The modules by their packages, and whom each may know: the arrows of doc/architecture.md. */
enum Room {
  COMMON("common"),
  METASTORE("metastore", COMMON),
  PERSISTENCE("persistence", COMMON),
  ROUTE_API("route.api", COMMON),
  SERVER_API("server.api", COMMON),
  SERVICE("service", COMMON, METASTORE),
  SERVER("server", COMMON, METASTORE, SERVICE, ROUTE_API, SERVER_API),
  ROUTE("route", COMMON, METASTORE, PERSISTENCE, SERVICE, ROUTE_API, SERVER_API),
  STANDALONE(
      "standalone", COMMON, METASTORE, PERSISTENCE, SERVICE, ROUTE_API, SERVER_API, SERVER, ROUTE),
  SDK("sdk", COMMON, ROUTE_API),
  CLIENT("client", COMMON, ROUTE_API, SDK),
  CLUSTER("cluster"),
  BENCHMARK("benchmark", COMMON, ROUTE_API, SERVER),
  ;

  private static final String ROOT = "io.crossim.";
  private static final List<Room> MOST_SPECIFIC_FIRST =
      Arrays.stream(values())
          .sorted(Comparator.comparing((Room room) -> -room.packageName.length()))
          .toList();

  private final String packageName;
  private final Set<Room> mayKnow;

  Room(String packageName, Room... mayKnow) {
    this.packageName = packageName;
    this.mayKnow = Set.of(mayKnow);
  }

  /** The room of a package; empty for one of somebody else's. */
  static Optional<Room> of(String packageName) {
    String name = packageName + ".";
    return MOST_SPECIFIC_FIRST.stream()
        .filter(room -> name.startsWith(ROOT + room.packageName + "."))
        .findFirst();
  }

  boolean mayKnow(Room other) {
    return other == this || mayKnow.contains(other);
  }
}
