package io.crossim.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.server.TestClient;
import io.crossim.server.TestServer;
import io.crossim.server.connection.CloseReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TcpGatewayTest {

  @RegisterExtension final TestServer server = new TestServer();

  @Test
  void serverServesOthersWhateverAClientSends() throws IOException {
    try (TestClient good = server.login(1, "good");
        TestClient garbage = server.connect();
        TestClient huge = server.connect();
        TestClient stranger = server.connect();
        TestClient dropped = server.connect()) {
      garbage
          .socket
          .getOutputStream()
          .write("\u0003abc and more of it".getBytes(StandardCharsets.US_ASCII));
      huge.write(0xFF, 0xFF, 0xFF, 0xFF, 0x07);
      stranger.ping(9);
      dropped.socket.setSoLinger(true, 0);
      dropped.close();

      garbage.expectEnd();
      huge.expectEnd();
      stranger.expectEnd();
      await().until(() -> server.connections.size() == 1);

      assertThat(server.closes.count(CloseReason.FRAME_BROKEN)).isEqualTo(1);
      assertThat(server.closes.count(CloseReason.FRAME_TOO_LARGE)).isEqualTo(1);
      assertThat(server.closes.count(CloseReason.NOT_LOGGED_IN)).isEqualTo(1);
      good.ping(1).expectPong(1);
    }
  }

  @Test
  void clientThatNeverLogsInIsClosed() throws IOException {
    try (TestClient client = server.connect()) {
      await().until(() -> server.connections.size() == 1);
      server.ticker.advance(Duration.ofSeconds(11));

      client.expectEnd();
      assertThat(server.closes.count(CloseReason.LOGIN_TIMEOUT)).isEqualTo(1);
    }
  }

  @Test
  void clientThatNeverPingsIsClosedAndUnbound() throws IOException {
    try (TestClient client = server.login(1, "ann")) {
      server.ticker.advance(Duration.ofSeconds(31));

      client.expectEnd();
      await().until(() -> !server.sessions.unbinds.isEmpty());
      assertThat(server.closes.count(CloseReason.SILENT)).isEqualTo(1);
    }
  }

  @Test
  void closeDuringABindUnbinds() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    server.sessions.during =
        bind -> {
          asked.countDown();
          awaitUninterrupted(closed);
        };

    TestClient client = server.connect().login(1, "ann");
    asked.await();
    client.close();
    await().until(() -> server.connections.size() == 0);
    assertThat(server.sessions.unbinds).isEmpty();
    closed.countDown();

    await().until(() -> !server.sessions.unbinds.isEmpty());
    assertThat(server.sessions.unbinds.get(0).getGeneration()).isEqualTo(1);
  }

  @Test
  void loginWaitsForARouteThatIsAway() throws IOException {
    server.sessions.away = true;
    try (TestClient client = server.connect().login(1, "ann").ping(1)) {
      await().until(() -> server.sessions.calls.get() > 2);
      server.sessions.away = false;

      client.expectPong(1);
    }
  }

  @Test
  void loginThatNoRouteTakesEndsWithItsTime() throws IOException {
    server.sessions.away = true;
    try (TestClient client = server.connect().login(1, "ann")) {
      await().until(() -> server.sessions.calls.get() > 0);
      server.ticker.advance(Duration.ofSeconds(11));

      client.expectEnd();
      assertThat(server.closes.count(CloseReason.LOGIN_TIMEOUT)).isEqualTo(1);
    }
  }

  @Test
  void routeThatFailsForOneLoginIsAskedAgain() throws IOException {
    server.sessions.answer = ResultCode.FAILURE;
    try (TestClient client = server.connect().login(1, "ann").ping(1)) {
      await().until(() -> server.sessions.binds.size() > 1);
      server.sessions.answer = ResultCode.SUCCESS;

      client.expectPong(1);
    }
  }

  @Test
  void stopClosesConnectionsAndUnbindsThem() throws IOException {
    try (TestClient ann = server.login(1, "ann");
        TestClient bob = server.login(2, "bob")) {
      server.tcp.close();
      server.binder.close();

      ann.expectEnd();
      bob.expectEnd();
      assertThat(server.sessions.unbinds).hasSize(2);
      assertThat(server.closes.count(CloseReason.SERVER_STOPPING)).isEqualTo(2);
      assertThatThrownBy(server::connect).isInstanceOf(IOException.class);
    }
  }

  @Test
  void busyPortIsTold() {
    TestServer other = new TestServer();
    try {
      assertThatThrownBy(() -> other.tcp.open(server.port))
          .isInstanceOf(CimException.class)
          .hasMessageStartingWith("cim.server.port: " + server.port + " is in use (expected: ");
    } finally {
      other.afterEach(null);
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
