package io.crossim.it.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.ClusterSpec;
import io.crossim.it.fixture.LocalBackends;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the first messages need is there before a service says that it is ready. */
class FirstMessagesIT {

  /** None with a warm-up, 73 and more without; a collection of garbage alone loads 20. */
  private static final int FEW_IN_SERVER = 60;

  /** 17 with one, 45 to 120 without. */
  private static final int FEW_IN_ROUTE = 42;

  @TempDir private Path directory;

  @Test
  void loadFewClasses() {
    try (LocalBackends backends = LocalBackends.start(directory);
        CimCluster cluster =
            CimCluster.start(
                backends.addresses(),
                ClusterSpec.of(1, 1).withBoth("cim.warmup.enabled", true),
                directory.resolve("logs"))) {
      Management server = Management.of(cluster.server(0));
      Management route = Management.of(cluster.routeProcess(0));
      double inServer = classes(server);
      double inRoute = classes(route);
      chat(cluster.route(0));
      assertThat(classes(server) - inServer).as("loaded in the server").isLessThan(FEW_IN_SERVER);
      assertThat(classes(route) - inRoute).as("loaded in the route").isLessThan(FEW_IN_ROUTE);
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

  /** Asked twice, because the first question loads what answers it. */
  private static double classes(Management process) {
    process.scrape();
    return process.scrape().values().get("jvm_classes_loaded_classes");
  }
}
