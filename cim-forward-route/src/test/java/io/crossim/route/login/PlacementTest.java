package io.crossim.route.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.metastore.ServerNode;
import io.crossim.route.api.PlacementReply;
import io.crossim.route.api.PlacementReply.Verdict;
import io.crossim.route.api.PlacementRequest;
import io.crossim.route.link.FakeGateway;
import io.crossim.route.link.ServerLinks;
import io.crossim.route.selection.Candidates;
import io.crossim.route.selection.SelectionStrategy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlacementTest {

  private static final ServerNode A = new ServerNode("10.0.0.1", 11211, 8081, "a");
  private static final ServerNode B = new ServerNode("10.0.0.2", 11211, 8081, "b");
  private static final List<Long> USERS = LongStream.rangeClosed(1, 100).boxed().toList();

  private final FakeGateway serverA = new FakeGateway("a");
  private final FakeGateway serverB = new FakeGateway("b");
  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
  private final ServerLinks links =
      new ServerLinks(
          node -> Map.of(A.name(), serverA, B.name(), serverB).get(node.name()),
          () -> "epoch",
          executor,
          executor);

  @AfterEach
  void close() {
    links.close();
    executor.shutdownNow();
  }

  @Test
  void consistentHashNamesThoseWhoBelongElsewhere() {
    hold(100, 0);
    SelectionStrategy hash = SelectionStrategy.consistentHash();
    Candidates both = new Candidates(List.of(A, B));

    PlacementReply reply = ask(hash, 100);

    assertThat(reply.getVerdict()).isEqualTo(Verdict.MOVE);
    assertThat(reply.getExamined()).isEqualTo(100);
    assertThat(reply.getMovingList().stream().map(USERS::get))
        .containsExactlyElementsOf(
            USERS.stream().filter(user -> hash.select(both, user).orElseThrow() == B).toList());
  }

  @Test
  void noMoreAreNamedThanAskedFor() {
    hold(100, 0);
    PlacementReply reply = ask(SelectionStrategy.consistentHash(), 3);

    assertThat(reply.getMovingList()).hasSize(3);
    assertThat(reply.getExamined()).isEqualTo(reply.getMoving(2) + 1);
  }

  @Test
  void evenServersKeepWhatTheyHave() {
    hold(105, 95);
    assertThat(ask(SelectionStrategy.consistentHash(), 10).getVerdict())
        .isEqualTo(Verdict.BALANCED);
    hold(106, 94);
    assertThat(ask(SelectionStrategy.consistentHash(), 10).getVerdict()).isEqualTo(Verdict.MOVE);
  }

  @Test
  void withoutPlacesOfTheirOwnThoseBeyondTheMeanMove() {
    hold(100, 50);
    PlacementReply reply = ask(SelectionStrategy.loop(), 10);
    assertThat(reply.getMovingList()).hasSize(10);
    assertThat(reply.getExamined()).isEqualTo(10);
    assertThat(ask(SelectionStrategy.random(), 1_000).getMovingList()).hasSize(25);

    hold(50, 100);
    assertThat(ask(SelectionStrategy.loop(), 10).getVerdict()).isEqualTo(Verdict.BALANCED);
  }

  @Test
  void aRouteThatSeesOtherServersSaysSo() {
    hold(100, 0);
    Placement placement = new Placement(links, SelectionStrategy.consistentHash());
    assertThat(
            placement
                .place(
                    PlacementRequest.newBuilder()
                        .setServer(A.name())
                        .addServers(A.name())
                        .addUserIds(1)
                        .setLimit(1)
                        .build())
                .join()
                .getVerdict())
        .isEqualTo(Verdict.UNSETTLED);
  }

  private void hold(int onA, int onB) {
    serverA.clients = onA;
    serverB.clients = onB;
    links.listed(List.of());
    links.listed(List.of(A, B));
    links.start();
    await().until(() -> links.clientsOf(A) == onA && links.clientsOf(B) == onB);
    await().until(() -> links.candidates().join().servers().size() == 2);
  }

  private PlacementReply ask(SelectionStrategy strategy, int limit) {
    return new Placement(links, strategy)
        .place(
            PlacementRequest.newBuilder()
                .setServer(A.name())
                .addServers(A.name())
                .addServers(B.name())
                .addAllUserIds(USERS)
                .setLimit(limit)
                .build())
        .join();
  }
}
