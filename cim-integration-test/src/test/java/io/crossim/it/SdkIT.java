package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.SharedCluster;
import io.crossim.sdk.Client;
import io.crossim.sdk.ClientState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The client library against a real cluster. */
@ExtendWith(SharedCluster.class)
class SdkIT {

  @Test
  void threeClientsInOneJvmShareNothing(CimCluster cluster) throws Exception {
    Route first = cluster.route(0);
    Route second = cluster.route(1);
    User ana = cluster.userOn(0, first, "ana");
    User bo = cluster.userOn(1, first, "bo");
    User cy = cluster.userOn(0, first, "cy");
    List<String> toAna = new CopyOnWriteArrayList<>();
    List<String> toBo = new CopyOnWriteArrayList<>();
    List<String> toCy = new CopyOnWriteArrayList<>();
    try (Client a = client(first, ana, toAna);
        Client b = client(second, bo, toBo);
        Client c = client(first, cy, toCy)) {
      for (Client client : List.of(a, b, c)) {
        client.start().get(20, TimeUnit.SECONDS);
        assertThat(client.state()).isEqualTo(ClientState.READY);
      }
      for (int i = 0; i < 100; i++) {
        // In order, whatever became of the answers.
        var unused = a.send(bo.id(), "to bo " + i);
      }
      b.sendAll("to all").get(20, TimeUnit.SECONDS);
      c.send(ana.id(), "to ana").get(20, TimeUnit.SECONDS);
      await().untilAsserted(() -> assertThat(toBo).hasSize(100));
      assertThat(toBo).startsWith("to bo 0", "to bo 1").endsWith("to bo 98", "to bo 99");
      await()
          .untilAsserted(
              () -> {
                assertThat(toAna).hasSize(2);
                assertThat(toCy).hasSize(1);
              });
      assertThat(toAna).containsExactlyInAnyOrder("to all", "to ana");
      assertThat(toCy).containsExactly("to all");
      assertThat(a.onlineUsers().stream().map(account -> account.userName()))
          .contains(ana.name(), bo.name(), cy.name());
      b.close();
      await().untilAsserted(() -> assertThat(first.onlineNames()).doesNotContain(bo.name()));
      assertThat(a.state()).isEqualTo(ClientState.READY);
      assertThat(first.onlineNames()).contains(ana.name(), cy.name());
    }
  }

  private static Client client(Route route, User user, List<String> texts) {
    return Client.builder()
        .routeUrl(route.url())
        .user(user.id(), user.name())
        .listener(message -> texts.add(message.text()))
        .build();
  }
}
