package io.crossim.route.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.crossim.route.CimForwardRouteApplication;
import io.crossim.route.api.RoutePaths;
import io.crossim.service.start.ServiceRunner;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** A stranger registers a server in a ZooKeeper that is open, and is called by a route. */
class StrangerInDiscoveryTest {

  private static final String SECRET = "the-secret-of-this-test";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Set<String> shown = ConcurrentHashMap.newKeySet();

  @Test
  void whatAStrangerIsShownOpensNothing(@TempDir Path data) throws Exception {
    HttpServer stranger = listen();
    try (TestingServer zooKeeper = new TestingServer();
        ConfigurableApplicationContext route = route(zooKeeper, data)) {
      register(zooKeeper, "/cim/127.0.0.1:1:" + stranger.getAddress().getPort());
      await().atMost(Duration.ofSeconds(20)).until(() -> !shown.isEmpty());

      int port = route.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
      for (String header : shown) {
        assertThat(header).startsWith("CIM-PROOF ").doesNotContain(SECRET);
        for (String path :
            List.of(RoutePaths.BIND, RoutePaths.SEND, RoutePaths.READ, RoutePaths.KICK)) {
          assertThat(status(port, path, header)).as(path).isEqualTo(401);
        }
      }
      assertThat(status(port, RoutePaths.KICK, "CIM " + SECRET)).isNotEqualTo(401);
    } finally {
      stranger.stop(0);
    }
  }

  private HttpServer listen() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          shown.add(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static ConfigurableApplicationContext route(TestingServer zooKeeper, Path data) {
    return ServiceRunner.application(CimForwardRouteApplication.class, Map.of())
        .run(
            "--server.port=0",
            "--cim.management.port=-1",
            "--cim.warmup.enabled=false",
            "--app.zk.addr=" + zooKeeper.getConnectString(),
            "--cim.sessions.store=memory",
            "--cim.inbox.store=memory",
            "--cim.accounts.store=embedded",
            "--cim.data.directory=" + data,
            "--cim.route.drain-time=0s",
            "--cim.security.cluster-secret=" + SECRET);
  }

  private static void register(TestingServer zooKeeper, String path) throws Exception {
    try (CuratorFramework client =
        CuratorFrameworkFactory.newClient(zooKeeper.getConnectString(), new RetryOneTime(100))) {
      client.start();
      client
          .create()
          .creatingParentsIfNeeded()
          .withMode(CreateMode.PERSISTENT)
          .forPath(path, "{\"incarnation\":\"stranger\",\"proto\":2}".getBytes(UTF_8));
    }
  }

  private int status(int port, String path, String header) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", header)
                .POST(BodyPublishers.noBody())
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }
}
