package io.crossim.server.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.metastore.MetaStore;
import io.crossim.metastore.Registration;
import io.crossim.metastore.RouteNode;
import io.crossim.metastore.ServerNode;
import io.crossim.metastore.Watched;
import io.crossim.server.TestClient;
import io.crossim.server.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ServerLifecycleTest {

  @RegisterExtension final TestServer server = TestServer.unopened();

  private final RecordingMetaStore discovery = new RecordingMetaStore();
  private final ServerLifecycle lifecycle =
      new ServerLifecycle(
          0,
          () -> 8081,
          (tcp, http) -> server.node.open("10.0.0.5", tcp, http),
          server.tcp,
          server.binder,
          discovery);

  @Test
  void serverIsOpenBeforeItIsFoundAndGoneBeforeItCloses() throws IOException {
    lifecycle.start();
    ServerNode registered = discovery.nodes.get(0);
    assertThat(registered.name()).isEqualTo("10.0.0.5:" + registered.cimServerPort() + ":8081");
    assertThat(registered.incarnation()).isEqualTo(server.node.incarnation());
    assertThat(lifecycle.isRunning()).isTrue();

    try (TestClient ann = new TestClient(registered.cimServerPort()).login(1, "ann").ping(1)) {
      ann.expectPong(1);
      discovery.onLeave = () -> assertThat(server.groups.size()).isEqualTo(1);
      lifecycle.stop();

      ann.expectEnd();
      assertThat(discovery.nodes).isEmpty();
      assertThat(server.sessions.unbinds).hasSize(1);
      assertThat(lifecycle.isRunning()).isFalse();
    }
  }

  @Test
  void sessionsAreBoundAgainWhenTheServerIsRegisteredAgain() throws IOException {
    lifecycle.start();
    discovery.registered.run();
    int port = discovery.nodes.get(0).cimServerPort();
    try (TestClient ann = new TestClient(port).login(1, "ann").ping(1)) {
      ann.expectPong(1);
      assertThat(server.sessions.binds).hasSize(1);

      discovery.registered.run();
      await().until(() -> server.sessions.binds.size() > 1);
      assertThat(server.sessions.binds.get(1).getGeneration()).isEqualTo(1);
    }
  }

  /** Runs its tasks when a test says so. */
  private static final class RecordingMetaStore implements MetaStore {

    private final List<ServerNode> nodes = new ArrayList<>();
    private Runnable registered = () -> {};
    private Runnable onLeave = () -> {};

    @Override
    public Registration register(ServerNode node) {
      nodes.add(node);
      return new Registration() {
        @Override
        public boolean isRegistered() {
          return nodes.contains(node);
        }

        @Override
        public void onRegistered(Runnable task) {
          registered = task;
        }

        @Override
        public void close() {
          onLeave.run();
          nodes.remove(node);
        }
      };
    }

    @Override
    public Registration register(RouteNode node) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Watched<ServerNode> servers() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Watched<RouteNode> routes() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Watched<String> secrets() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
