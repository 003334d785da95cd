package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.it.client.Answer;
import io.crossim.it.client.Patience;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.SharedCluster;
import io.crossim.it.fixture.SingleProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One user, two logins: what each policy makes of it. */
@ExtendWith(SharedCluster.class)
class SecondLoginIT {

  @TempDir private Path directory;

  @Test
  void rejectRefusesTheSecondWhileTheFirstLives(CimCluster cluster) {
    Route route = cluster.route(0);
    User ana = route.register("ana");
    try (V2Client a = V2Client.online(route, ana)) {
      Answer refused = cluster.route(1).login(ana);
      assertThat(refused.status()).isEqualTo(200);
      assertThat(refused.code()).isEqualTo("5000");
      assertThat(refused.data().isNull()).isTrue();
      assertThat(a.isClosed()).isFalse();
    }
    await().untilAsserted(() -> assertThat(cluster.route(1).login(ana).code()).isEqualTo("9000"));
    V2Client.online(route, ana).close();
  }

  @Test
  void rejectCutsOffWhoComesToTheSocketWithoutALogin(CimCluster cluster) {
    Route route = cluster.route(0);
    User ana = cluster.userOn(0, route, "ana");
    User bo = route.register("bo");
    try (V2Client a = V2Client.online(route, ana);
        V2Client intruder =
            V2Client.connect(cluster.serverAt(1).host(), cluster.serverAt(1).tcpPort())) {
      intruder.login(ana);
      intruder.awaitClosed(Patience.LONG);
      route.toOne(bo, ana, "still mine").orFail();
      a.awaitPush("still mine", bo, ana);
      assertThat(intruder.messages()).isEmpty();
    }
  }

  @Test
  void afterOffLineTheNextLoginTakesOver(CimCluster cluster) {
    Route route = cluster.route(0);
    User ana = route.register("ana");
    User bo = route.register("bo");
    try (V2Client old = V2Client.online(route, ana)) {
      route.offline(ana).orFail();
      try (V2Client next = V2Client.online(cluster.route(1), ana)) {
        assertTakenOver(route, ana, bo, old, next);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"replace", "multi"})
  void theSecondTakesOverFromTheFirstOnTheSameDevice(String policy) {
    try (SingleProcess cim = SingleProcess.start(directory, "cim.login.conflict=" + policy)) {
      Route route = cim.route();
      User ana = route.register("ana");
      User bo = route.register("bo");
      try (V2Client old = V2Client.online(route, ana)) {
        try (V2Client next = V2Client.online(route, ana)) {
          assertTakenOver(route, ana, bo, old, next);
          old.close();
          route.toOne(bo, ana, "after the end of the old one").orFail();
          next.awaitPush("after the end of the old one", bo, ana);
          assertThat(route.onlineNames()).contains(ana.name());
        }
      }
    }
  }

  /** An old v2 connection is muted, not closed: it would come back and push its successor out. */
  private static void assertTakenOver(Route route, User ana, User bo, V2Client old, V2Client next) {
    route.toOne(bo, ana, "to the new one").orFail();
    next.awaitPush("to the new one", bo, ana);
    route.toAll(bo, "to all").orFail();
    next.awaitPush("to all", bo, ana);
    old.awaitPong(ana);
    assertThat(old.messages()).isEmpty();
    assertThat(route.online().orFail().findValuesAsString("userName")).containsOnlyOnce(ana.name());
  }
}
