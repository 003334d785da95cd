package io.crossim.route.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.metastore.ServerNode;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerLinksTest {

  private static final ServerNode A = new ServerNode("10.0.0.1", 11211, 8081, "a");
  private static final ServerNode B = new ServerNode("10.0.0.2", 11211, 8081, "b");

  private final FakeGateway serverA = new FakeGateway("a");
  private final FakeGateway serverB = new FakeGateway("b");
  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(8);
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
  void aListedServerThatAnswersIsACandidate() {
    links.listed(List.of(A, B));
    await().until(() -> links.candidates().join().servers().equals(List.of(A, B)));
  }

  @Test
  void aListedServerThatIsDeadIsNone() {
    serverA.fail(new ConnectException("Connection refused"));
    links.listed(List.of(A, B));
    links.start();
    await().until(() -> links.candidates().join().servers().equals(List.of(B)));
    assertThat(links.live(A.name(), "a").join()).isEmpty();
  }

  @Test
  void aServerThatDiscoveryLostKeepsItsSessionsAndGetsNoLogins() {
    links.listed(List.of(A, B));
    await().until(() -> links.candidates().join().servers().size() == 2);
    links.listed(List.of(B));
    assertThat(links.candidates().join().servers()).containsExactly(B);
    assertThat(links.live(A.name(), "a").join()).isPresent();
    assertThat(links.live()).hasSize(2);
  }

  @Test
  void aServerThatSaysThatItLeavesGetsNoLoginsThoughItIsListed() {
    links.listed(List.of(A, B));
    links.start();
    await().until(() -> links.candidates().join().servers().size() == 2);
    serverA.leaving = true;
    await().until(() -> links.candidates().join().servers().equals(List.of(B)));
    assertThat(links.live()).hasSize(2);
    serverA.leaving = false;
    await().until(() -> links.candidates().join().servers().size() == 2);
  }

  @Test
  void sessionsOfAnEarlierProcessAreDead() {
    links.listed(List.of(A));
    await().until(() -> links.live(A.name(), "a").join().isPresent());
    ServerNode restarted = new ServerNode(A.host(), A.cimServerPort(), A.httpPort(), "a2");
    serverA.incarnation = "a2";
    links.listed(List.of(restarted));
    assertThat(links.live(A.name(), "a").join()).isEmpty();
    assertThat(links.live(A.name(), "a2").join()).isPresent();
  }

  @Test
  void aServerThatWasNeverPingedIsPingedWhenSomebodyAsks() {
    links.listed(List.of(A));
    assertThat(links.live(A.name(), "a").join()).isPresent();
  }

  @Test
  void withoutDiscoveryASessionsOwnAddressIsAsked() {
    assertThat(links.live(A.name(), "a").join()).isPresent();
    assertThat(links.live(B.name(), "before-the-restart").join()).isEmpty();
    assertThat(links.live("nonsense", "a").join()).isEmpty();
    assertThat(links.candidates().join().servers()).isEmpty();
  }

  @Test
  void withDiscoveryAnUnlistedServerIsDead() {
    links.listed(List.of(A));
    assertThat(links.live(B.name(), "b").join()).isEmpty();
  }

  @Test
  void theSameServersAreTheSameSnapshot() {
    links.listed(List.of(A));
    await().until(() -> links.candidates().join().servers().size() == 1);
    var before = links.candidates().join();
    links.listed(List.of(A));
    assertThat(links.candidates().join()).isSameAs(before);
  }
}
