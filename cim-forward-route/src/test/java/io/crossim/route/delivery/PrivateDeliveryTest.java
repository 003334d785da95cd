package io.crossim.route.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.metastore.ServerNode;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.memory.MemorySessionStore;
import io.crossim.route.link.FakeGateway;
import io.crossim.route.link.ServerLinks;
import io.crossim.server.api.Push;
import java.net.SocketTimeoutException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrivateDeliveryTest {

  private static final ServerNode NODE = new ServerNode("10.0.0.1", 11211, 8081, "a");
  private static final Push PUSH = Push.newBuilder().setReceiverId(7).setText("hi").build();

  private final FakeGateway server = new FakeGateway("a");
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final ServerLinks links = new ServerLinks(node -> server, () -> "", executor);
  private final MemorySessionStore sessions = new MemorySessionStore(InstantSource.system());
  private final PrivateDelivery delivery = new PrivateDelivery(sessions, links);

  @BeforeEach
  void listServer() {
    links.listed(List.of(NODE));
    await().until(() -> links.candidates().servers().size() == 1);
  }

  @AfterEach
  void close() {
    links.close();
    executor.shutdownNow();
  }

  private void online(String device, String incarnation) {
    sessions.restore(List.of(new Session(7, device, NODE.name(), incarnation, 1, 1_000)));
  }

  @Test
  void aReceiverWithoutASessionIsOffline() {
    assertOffline();
  }

  @Test
  void aSessionOfADeadProcessIsNone() {
    online("v2", "before-the-restart");
    assertOffline();
  }

  @Test
  void aConnectionThatIsGoneIsOffline() {
    online("v2", "a");
    server.takesPushes = false;
    assertOffline();
  }

  @Test
  void manyDevicesOnOneServerAreOneCall() {
    online("v2", "a");
    online("phone", "a");
    delivery.deliver(7, List.of(PUSH, PUSH));
    assertThat(server.pushed).hasSize(2);
  }

  @Test
  void aServerThatDoesNotAnswerIsNotAnOfflineReceiver() {
    online("v2", "a");
    server.fail(new SocketTimeoutException("slow"));
    assertThatThrownBy(() -> delivery.deliver(7, List.of(PUSH)))
        .isInstanceOf(UnavailableException.class);
  }

  @Test
  void aTakenMessageIsASuccess() {
    online("v2", "a");
    assertThatCode(() -> delivery.deliver(7, List.of(PUSH))).doesNotThrowAnyException();
    assertThat(server.pushed).containsExactly(PUSH);
  }

  private void assertOffline() {
    assertThatThrownBy(() -> delivery.deliver(7, List.of(PUSH)))
        .isInstanceOf(CimException.class)
        .extracting(e -> ((CimException) e).code())
        .isEqualTo(ResultCode.RECEIVER_OFFLINE);
    assertThat(server.pushed).isEmpty();
  }
}
