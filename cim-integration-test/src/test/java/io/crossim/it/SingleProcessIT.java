package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.it.client.Route;
import io.crossim.it.client.ServerAt;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.SingleProcess;
import io.crossim.sdk.Client;
import io.crossim.sdk.SendStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process with nothing else installed is a whole CIM. */
class SingleProcessIT {

  @TempDir private Path directory;

  @Test
  void peopleChatAndAccountsOutliveAKill() throws Exception {
    List<User> users = new ArrayList<>();
    try (SingleProcess cim = SingleProcess.start(directory)) {
      Route route = cim.route();
      User ana = route.register("ana");
      User bo = route.register("bo");
      try (V2Client a = V2Client.online(route, ana);
          V2Client b = V2Client.online(route, bo)) {
        route.toAll(ana, "hi all").orFail();
        b.awaitPush("hi all", ana, bo);
        route.toOne(bo, ana, "hi ana").orFail();
        a.awaitPush("hi ana", bo, ana);
        assertThat(route.onlineNames()).containsExactlyInAnyOrder(ana.name(), bo.name());
        assertSendMsgOnBothPorts(cim, ana, a);
        assertLoginNamesTheHostOfTheRequest(cim);
      }
      await().untilAsserted(() -> assertThat(route.onlineNames()).isEmpty());
      assertWhoIsAloneIsToldSo(route, ana);
      for (int i = 0; i < 50; i++) {
        users.add(route.register("user"));
      }
      cim.process().process().kill();
    }
    try (SingleProcess cim = SingleProcess.start(directory)) {
      Route route = cim.route();
      assertThat(users)
          .allSatisfy(user -> assertThat(route.registerAs(user.name())).isEqualTo(user));
      assertThat(users).extracting(User::id).doesNotContain(route.register("new").id());
      V2Client.online(route, users.get(7)).close();
    }
  }

  private static void assertWhoIsAloneIsToldSo(Route route, User ana) throws Exception {
    try (Client alone = Client.builder().routeUrl(route.url()).user(ana.id(), ana.name()).build()) {
      alone.start().get(20, TimeUnit.SECONDS);
      assertThat(alone.sendAll("anybody?").get(20, TimeUnit.SECONDS).status())
          .isEqualTo(SendStatus.NOBODY);
    }
  }

  private static void assertSendMsgOnBothPorts(SingleProcess cim, User ana, V2Client a) {
    cim.route().http().post("/sendMsg", Map.of("userId", ana.id(), "msg", "by 8083")).orFail();
    cim.sendHttp().post("/sendMsg", Map.of("userId", ana.id(), "msg", "by 8081")).orFail();
    a.awaitText("by 8083");
    a.awaitText("by 8081");
  }

  private static void assertLoginNamesTheHostOfTheRequest(SingleProcess cim) {
    Route byName = new Route("localhost", cim.process().httpPort());
    User cy = byName.register("cy");
    ServerAt server = byName.chooseServer(cy);
    assertThat(server.host()).isEqualTo("localhost");
    assertThat(cim.route().chooseServer(cy).host()).isEqualTo("127.0.0.1");
  }
}
