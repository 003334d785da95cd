package io.crossim.server.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Envelope;
import io.crossim.common.result.ResultCode;
import io.crossim.server.TestServer;
import io.crossim.server.move.DrainSchedule;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

class DrainEndpointTest {

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
  private final DrainEndpoint endpoint = new DrainEndpoint(drain);

  @Test
  void aServerThatStillStartsIsNotDrained() {
    WebEndpointResponse<Object> refused = endpoint.begin();
    assertThat(refused.getStatus()).isEqualTo(409);
    assertThat(refused.getBody())
        .isEqualTo(
            Envelope.failure(
                ResultCode.INVALID_ARGUMENT,
                "this server is still starting; drain it when it is in discovery",
                null));
    assertThat(endpoint.end().state()).isEqualTo(Drain.State.STARTING);

    assertThat(drain.trouble()).isEqualTo("this server is starting");

    start();
    assertThat(endpoint.status().state()).isEqualTo(Drain.State.IN_SERVICE);
    assertThat(endpoint.begin().getStatus()).isEqualTo(200);
    assertThat(drain.trouble()).isEqualTo("this server is drained");
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
    CompletableFuture<WebEndpointResponse<Object>> begin =
        CompletableFuture.supplyAsync(endpoint::begin);
    awaitQuietly(leaves);

    assertThat(endpoint.status().state()).isEqualTo(Drain.State.DRAINING);
    assertThat(begin).isNotDone();
    away.countDown();
    assertThat(begin.get(20, TimeUnit.SECONDS).getBody())
        .isInstanceOfSatisfying(
            Drain.Status.class,
            status -> assertThat(status.state()).isEqualTo(Drain.State.DRAINED));
  }

  private void start() {
    drain.start(server.node.current().orElseThrow());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
