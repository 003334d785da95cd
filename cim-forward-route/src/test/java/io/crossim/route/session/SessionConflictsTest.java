package io.crossim.route.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.common.result.ResultCode;
import io.crossim.metastore.ServerNode;
import io.crossim.persistence.session.Session;
import io.crossim.route.link.FakeGateway;
import io.crossim.route.link.ServerLinks;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions that end while their server does not answer. */
class SessionConflictsTest {

  private static final ServerNode A = new ServerNode("10.0.0.1", 11211, 8081, "a");

  private final FakeGateway server = new FakeGateway("a");
  private final AtomicLong time = new AtomicLong();
  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
  private final ServerLinks links = new ServerLinks(node -> server, () -> "", executor, executor);
  private final SessionConflicts conflicts =
      new SessionConflicts(links, ConflictPolicy.REPLACE, time::get);

  @BeforeEach
  void listServer() {
    links.listed(List.of(A));
    links.start();
    await().until(() -> links.live().size() == 1);
  }

  @AfterEach
  void close() {
    links.close();
    executor.shutdownNow();
  }

  private void end(long user) {
    Session session = new Session(user, "any", A.name(), A.incarnation(), user, 1);
    conflicts.end(session, ResultCode.TOKEN_INVALID, "over");
  }

  @Test
  void aServerThatWasTakenForDeadIsToldWhenItAnswersAgain() {
    server.fail(new ConnectException("Connection refused"));
    await().until(() -> links.live().isEmpty());
    end(7);
    assertThat(server.displaced).isEmpty();

    server.fail(null);
    await().until(() -> server.displaced.size() == 1);
    assertThat(server.displaced.get(0).getUserId()).isEqualTo(7);
  }

  @Test
  void aServerThatDidNotAnswerThatCallIsToldWithTheNextPing() {
    server.fail(new SocketTimeoutException("slow"));
    end(7);
    assertThat(links.live()).hasSize(1);

    server.fail(null);
    await().until(() -> server.displaced.size() == 1);
  }

  @Test
  void aServerThatDiscoveryLostIsToldWhenItIsBack() {
    server.fail(new ConnectException("Connection refused"));
    await().until(() -> links.live().isEmpty());
    ServerNode other = new ServerNode("10.0.0.2", 11211, 8081, "a");
    links.listed(List.of(other));
    await().until(() -> !links.isReplaced(A.name(), "b")); // it is forgotten
    end(7);

    server.fail(null);
    links.listed(List.of(A, other));
    await().until(() -> server.displaced.size() == 1);
  }

  @Test
  void whatIsTooOldIsForgotten() {
    server.fail(new ConnectException("Connection refused"));
    await().until(() -> links.live().isEmpty());
    end(7);
    time.addAndGet(Duration.ofMinutes(10).toNanos());
    end(8);

    server.fail(null);
    await().until(() -> server.displaced.size() == 1);
    assertThat(server.displaced.get(0).getUserId()).isEqualTo(8);
  }

  @Test
  void aProcessThatWasReplacedIsNotWaitedFor() {
    server.incarnation = "b";
    ServerNode restarted = new ServerNode(A.host(), A.cimServerPort(), A.httpPort(), "b");
    links.listed(List.of(restarted));
    await().until(() -> links.reachable(A.name(), "b").isPresent());
    end(7);
    Session session = new Session(8, "any", A.name(), "b", 8, 1);
    conflicts.end(session, ResultCode.TOKEN_INVALID, "over");

    await().until(() -> server.displaced.size() == 1);
    assertThat(server.displaced.get(0).getUserId()).isEqualTo(8);
  }
}
