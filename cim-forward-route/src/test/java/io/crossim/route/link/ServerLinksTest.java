package io.crossim.route.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.metastore.ServerNode;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerLinksTest {

  private static final ServerNode A = new ServerNode("10.0.0.1", 11211, 8081, "a");
  private static final ServerNode B = new ServerNode("10.0.0.2", 11211, 8081, "b");

  private final FakeGateway serverA = new FakeGateway("a");
  private final FakeGateway serverB = new FakeGateway("b");
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final ServerLinks links =
      new ServerLinks(
          node -> Map.of(A.name(), serverA, B.name(), serverB).get(node.name()),
          () -> "epoch",
          executor);

  @AfterEach
  void close() {
    links.close();
    executor.shutdownNow();
  }

  @Test
  void aListedServerThatAnswersIsACandidate() {
    links.listed(List.of(A, B));
    await().until(() -> links.candidates().servers().equals(List.of(A, B)));
  }

  @Test
  void aListedServerThatIsDeadIsNone() {
    serverA.fail(new ConnectException("Connection refused"));
    links.listed(List.of(A, B));
    links.start();
    await().until(() -> links.candidates().servers().equals(List.of(B)));
    assertThat(links.live(A.name(), "a")).isEmpty();
  }

  @Test
  void aServerThatDiscoveryLostKeepsItsSessionsAndGetsNoLogins() {
    links.listed(List.of(A, B));
    await().until(() -> links.candidates().servers().size() == 2);
    links.listed(List.of(B));
    assertThat(links.candidates().servers()).containsExactly(B);
    assertThat(links.live(A.name(), "a")).isPresent();
    assertThat(links.live()).hasSize(2);
  }

  @Test
  void sessionsOfAnEarlierProcessAreDead() {
    links.listed(List.of(A));
    await().until(() -> links.live(A.name(), "a").isPresent());
    ServerNode restarted = new ServerNode(A.host(), A.cimServerPort(), A.httpPort(), "a2");
    serverA.incarnation = "a2";
    links.listed(List.of(restarted));
    assertThat(links.live(A.name(), "a")).isEmpty();
    assertThat(links.live(A.name(), "a2")).isPresent();
  }

  @Test
  void aServerThatWasNeverPingedIsPingedWhenSomebodyAsks() {
    links.listed(List.of(A));
    assertThat(links.live(A.name(), "a")).isPresent();
  }

  @Test
  void withoutDiscoveryASessionsOwnAddressIsAsked() {
    assertThat(links.live(A.name(), "a")).isPresent();
    assertThat(links.live(B.name(), "before-the-restart")).isEmpty();
    assertThat(links.live("nonsense", "a")).isEmpty();
    assertThat(links.candidates().servers()).isEmpty();
  }

  @Test
  void withDiscoveryAnUnlistedServerIsDead() {
    links.listed(List.of(A));
    assertThat(links.live(B.name(), "b")).isEmpty();
  }

  @Test
  void theSameServersAreTheSameSnapshot() {
    links.listed(List.of(A));
    await().until(() -> links.candidates().servers().size() == 1);
    var before = links.candidates();
    links.listed(List.of(A));
    assertThat(links.candidates()).isSameAs(before);
  }
}
