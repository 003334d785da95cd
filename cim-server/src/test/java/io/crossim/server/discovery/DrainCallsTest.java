package io.crossim.server.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.server.TestServer;
import io.crossim.server.move.DrainSchedule;
import io.crossim.service.call.CallAnswer;
import io.crossim.service.operation.OperationThread;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

class DrainCallsTest {

  @RegisterExtension final TestServer server = new TestServer();

  private final FakeDiscovery discovery = new FakeDiscovery();
  private final DiscoveryEntry discoveryEntry =
      new DiscoveryEntry(discovery, server.node, server.binder);
  private final Drain drain =
      new Drain(
          discoveryEntry,
          server.node,
          server.connections,
          server.movable,
          new DrainSchedule(server.connections, server.loops.group(), discoveryEntry::hasOthers),
          Duration.ofMinutes(5));
  private final OperationThread looks = new OperationThread("test");
  private final DrainCalls calls = new DrainCalls(drain, new JsonMapper(), looks);

  @AfterEach
  void close() {
    calls.close();
    looks.close();
  }

  @Test
  void aServerThatStillStartsIsNotDrained() throws Exception {
    CallAnswer refused = answer("POST");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(text(refused)).contains("\"code\":\"3000\"", "this server is still starting");
    assertThat(text(answer("DELETE"))).contains("\"state\":\"STARTING\"");

    start();
    assertThat(text(answer("GET"))).contains("\"state\":\"IN_SERVICE\"");
    assertThat(answer("POST").status()).isEqualTo(200);
    assertThat(discovery.nodes).isEmpty();
  }

  @Test
  void whoLooksDoesNotWaitForDiscovery() throws Exception {
    start();
    CountDownLatch leaves = new CountDownLatch(1);
    CountDownLatch away = new CountDownLatch(1);
    discovery.onLeave =
        () -> {
          leaves.countDown();
          awaitQuietly(away);
        };
    CompletableFuture<CallAnswer> begin = calls.answer("POST");
    awaitQuietly(leaves);

    assertThat(text(answer("GET"))).contains("\"state\":\"DRAINING\"");
    assertThat(begin).isNotDone();
    away.countDown();
    assertThat(text(begin.get(20, TimeUnit.SECONDS))).contains("\"state\":\"DRAINED\"");
  }

  private void start() {
    drain.start(server.node.current().orElseThrow());
  }

  private CallAnswer answer(String method) throws Exception {
    return calls.answer(method).get(20, TimeUnit.SECONDS);
  }

  private static String text(CallAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
