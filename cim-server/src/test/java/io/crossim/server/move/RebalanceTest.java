package io.crossim.server.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Command;
import io.crossim.metastore.ServerNode;
import io.crossim.route.api.PlacementReply;
import io.crossim.route.api.PlacementReply.Verdict;
import io.crossim.route.api.PlacementRequest;
import io.crossim.server.TestClient;
import io.crossim.server.TestServer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RebalanceTest {

  private static final ServerNode B = new ServerNode("10.0.0.2", 11211, 8081, "b");
  private static final ServerNode C = new ServerNode("10.0.0.3", 11211, 8081, "c");
  private static final Duration AFTER = Duration.ofSeconds(30);

  @RegisterExtension final TestServer server = new TestServer();

  private final EmbeddedChannel clock = new EmbeddedChannel();
  private final List<PlacementRequest> questions = new ArrayList<>();
  private PlacementReply answer =
      PlacementReply.newBuilder().setVerdict(Verdict.MOVE).setExamined(2_000).build();
  private Rebalance rebalance = rebalance(10);

  private Rebalance rebalance(int perSecond) {
    return new Rebalance(
        server.connections,
        server.node,
        request -> {
          questions.add(request);
          return CompletableFuture.completedFuture(answer);
        },
        clock.eventLoop(),
        server.ticker,
        new Rebalance.Settings(perSecond, AFTER));
  }

  @BeforeEach
  void freeze() {
    clock.freezeTime();
    rebalance.listed(List.of(self()));
  }

  @Test
  void asksWhereTheClientsBelongWhenAServerHasJoined() throws IOException {
    try (TestClient ann = server.loginV3(1, "ann");
        TestClient bob = server.loginV3(2, "bob")) {
      joins(B);
      pass(AFTER.minusSeconds(1));
      assertThat(questions).isEmpty();
      answer = answer.toBuilder().addMoving(0).addMoving(1).build();
      pass(Duration.ofSeconds(1));

      assertThat(questions).hasSize(1);
      PlacementRequest asked = questions.get(0);
      assertThat(asked.getServer()).isEqualTo(self().name());
      assertThat(asked.getServersList()).containsExactly(self().name(), B.name());
      assertThat(asked.getUserIdsList()).containsExactlyInAnyOrder(1L, 2L);
      assertThat(asked.getLimit()).isEqualTo(10);
      assertThat(ann.read().getCmd()).isEqualTo(Command.GO_AWAY);
      assertThat(bob.read().getCmd()).isEqualTo(Command.GO_AWAY);
      pass(AFTER);
      assertThat(questions).as("each is asked about once").hasSize(1);
    }
  }

  @Test
  void goesOnWhereItStoppedAndEndsWhenTheServersAreEven() throws IOException {
    try (TestClient ann = server.loginV3(1, "ann");
        TestClient bob = server.loginV3(2, "bob");
        TestClient cleo = server.loginV3(3, "cleo")) {
      joins(B);
      answer = answer.toBuilder().setExamined(1).build();
      pass(AFTER);
      pass(Duration.ofSeconds(1));
      answer = answer.toBuilder().setVerdict(Verdict.BALANCED).build();
      pass(Duration.ofSeconds(1));
      pass(AFTER);

      assertThat(questions).extracting(PlacementRequest::getUserIdsCount).containsExactly(3, 2, 1);
      ann.ping(1).expectPong(1);
      bob.ping(2).expectPong(2);
      cleo.ping(3).expectPong(3);
    }
  }

  @Test
  void asksAgainWhileTheRouteSeesOtherServers() throws IOException {
    try (TestClient ann = server.loginV3(1, "ann")) {
      joins(B);
      answer = PlacementReply.getDefaultInstance();
      pass(AFTER);
      pass(Duration.ofSeconds(1));
      pass(Duration.ofSeconds(1));

      assertThat(questions).extracting(PlacementRequest::getUserIdsCount).containsExactly(1, 1, 1);
      ann.ping(1).expectPong(1);
    }
  }

  @Test
  void aRouteThatNamesSomebodyElseIsNotAskedForEver() throws IOException {
    try (TestClient ann = server.loginV3(1, "ann")) {
      joins(B);
      answer = answer.toBuilder().addMoving(0).addMoving(1).build();
      pass(AFTER);
      answer = answer.toBuilder().clearMoving().addMoving(-1).build();
      for (int second = 0; second < 100; second++) {
        pass(Duration.ofSeconds(1));
      }

      assertThat(questions).hasSize(61);
      ann.ping(1).expectPong(1);
    }
  }

  @Test
  void beginsAnewWhenTheListChangesAgain() throws IOException {
    try (TestClient ann = server.loginV3(1, "ann")) {
      joins(B);
      pass(AFTER.minusSeconds(1));
      server.ticker.advance(Duration.ofSeconds(1));
      rebalance.listed(List.of(self(), B, C));
      pass(AFTER.minusSeconds(1));
      assertThat(questions).isEmpty();
      rebalance.listed(List.of(self(), C));
      pass(AFTER);

      assertThat(questions).hasSize(1);
      assertThat(questions.get(0).getServersList()).containsExactly(self().name(), C.name());
      ann.ping(1).expectPong(1);
    }
  }

  @Test
  void whoLoggedInSinceIsInHisPlace() throws IOException {
    joins(B);
    server.ticker.advance(Duration.ofSeconds(1));
    try (TestClient ann = server.loginV3(1, "ann")) {
      pass(AFTER);

      assertThat(questions).isEmpty();
      ann.ping(1).expectPong(1);
    }
  }

  @Test
  void aServerThatLeavesOrComesBackMovesNobody() throws IOException {
    joins(B);
    pass(AFTER);
    try (TestClient ann = server.loginV3(1, "ann");
        TestClient bob = server.login(2, "bob")) {
      rebalance.listed(List.of(self()));
      joins(B);
      pass(AFTER);
      rebalance.listed(List.of());
      rebalance.listed(List.of(self(), B));
      pass(AFTER);

      assertThat(questions).isEmpty();
      ann.ping(1).expectPong(1);
      bob.ping(2).expectPong(2);
    }
  }

  @Test
  void v2ClientsStayAndAServerThatLeavesAsksNothing() throws IOException {
    try (TestClient bob = server.login(2, "bob")) {
      joins(B);
      pass(AFTER);
      assertThat(questions).isEmpty();
      bob.ping(2).expectPong(2);
    }
    try (TestClient ann = server.loginV3(1, "ann")) {
      joins(C);
      server.node.leave();
      pass(AFTER);
      assertThat(questions).isEmpty();
      ann.ping(1).expectPong(1);
    }
  }

  @Test
  void zeroIsNever() throws IOException {
    rebalance = rebalance(0);
    rebalance.listed(List.of(self()));
    try (TestClient ann = server.loginV3(1, "ann")) {
      joins(B);
      pass(AFTER);

      assertThat(questions).isEmpty();
      ann.ping(1).expectPong(1);
    }
  }

  /** Behind the logins of those who are here. */
  private void joins(ServerNode other) {
    server.ticker.advance(Duration.ofSeconds(1));
    rebalance.listed(List.of(self(), other));
  }

  private void pass(Duration time) {
    clock.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
    clock.runScheduledPendingTasks();
  }

  private ServerNode self() {
    return server.node.current().orElseThrow();
  }
}
