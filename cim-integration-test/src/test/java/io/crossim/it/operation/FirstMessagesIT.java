package io.crossim.it.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.cluster.CimProcess;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.ClusterSpec;
import io.crossim.it.fixture.LocalBackends;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the first messages need is there before a service says that it is ready. */
class FirstMessagesIT {

  /** Of hundreds that messages need: what a timer happens to need first meanwhile. */
  private static final int FEW = 5;

  @TempDir private Path directory;

  @Test
  void loadFewClasses() {
    try (LocalBackends backends = LocalBackends.start(directory);
        CimCluster cluster =
            CimCluster.start(
                backends.addresses(),
                ClusterSpec.of(1, 1).withBoth("cim.warmup.enabled", true),
                directory.resolve("logs"))) {
      Set<String> inServer = LoadedClasses.of(cluster.server(0));
      Set<String> inRoute = LoadedClasses.of(cluster.routeProcess(0));
      assertThat(inServer).contains("io.crossim.server.CimServerApplication");
      assertThat(inRoute).contains("io.crossim.route.CimForwardRouteApplication");

      chat(cluster.route(0));

      assertThat(loadedSince(cluster.server(0), inServer)).hasSizeLessThan(FEW);
      assertThat(loadedSince(cluster.routeProcess(0), inRoute)).hasSizeLessThan(FEW);
    }
  }

  private static void chat(Route route) {
    User ana = route.register("ana");
    User bo = route.register("bo");
    try (V2Client receiver = V2Client.online(route, bo)) {
      route.toOne(ana, bo, "to one").orFail();
      receiver.awaitPush("to one", ana, bo);
    }
  }

  /** Without what writes to a real store, which a warm-up does not. */
  private static Set<String> loadedSince(CimProcess process, Set<String> before) {
    Set<String> loaded = LoadedClasses.of(process);
    loaded.removeAll(before);
    loaded.removeIf(name -> name.startsWith("io.crossim.persistence."));
    return loaded;
  }
}
