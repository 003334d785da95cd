package io.crossim.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.crossim.common.http.ProtobufCaller;
import io.crossim.metastore.ServerNode;
import io.crossim.route.api.ConversationApi;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.PlacementApi;
import io.crossim.route.api.PlacementReply;
import io.crossim.route.api.SessionApi;
import io.crossim.server.api.Broadcast;
import io.crossim.server.api.DisplaceRequest;
import io.crossim.server.api.GatewayClient;
import io.crossim.server.api.LinkPing;
import io.crossim.server.api.OnlineRequest;
import io.crossim.server.api.PushBatch;
import io.crossim.server.api.PushOutcome;
import io.crossim.server.api.ReleaseRequest;
import io.crossim.server.api.SessionRef;
import io.crossim.server.config.ServerConfiguration;
import io.crossim.server.discovery.Drain;
import io.crossim.server.session.LocalNode;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.credential.ConnectionProof;
import io.crossim.service.operation.Readiness;
import io.crossim.service.peer.PeerClients;
import io.crossim.service.start.ServiceRunner;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

@ExtendWith(OutputCaptureExtension.class)
class CimServerApplicationTest {

  /** The server as the single process has it: the sessions are in the same JVM. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import({FakeRoute.class, ServerConfiguration.class})
  static class ServerWithSessions {}

  /** Comes first, as the route does in the single process. */
  static class FakeRoute {

    @Bean
    SessionApi sessions() {
      return new FakeSessions();
    }

    @Bean
    MessageApi messages() {
      return new FakeMessages();
    }

    @Bean
    ConversationApi conversations() {
      return new FakeConversations();
    }

    @Bean
    PlacementApi placement() {
      return request -> CompletableFuture.completedFuture(PlacementReply.getDefaultInstance());
    }
  }

  @Test
  void serverSaysWhenItIsReadyAndStopsCleanly(CapturedOutput output) throws Exception {
    try (ConfigurableApplicationContext context = start()) {
      ServerNode node = node(context);

      assertThat(output)
          .containsOnlyOnce(
              "cim-server is ready: tcp "
                  + node.cimServerPort()
                  + ", http "
                  + node.httpPort()
                  + ", host 10.0.0.5");
      try (TestClient ann = new TestClient(node.cimServerPort()).login(1, "ann").ping(1)) {
        ann.expectPong(1);
        context.close();

        ann.expectEnd();
      }
    }
  }

  @Test
  void aDrainThatBeginsInTheStartIsNotUndoneByItsEnd() {
    SpringApplication application = application();
    application.addListeners(
        event -> {
          if (event instanceof ApplicationStartedEvent started) {
            assertThat(started.getApplicationContext().getBean(Drain.class).begin()).isTrue();
          }
        });
    try (ConfigurableApplicationContext context = application.run()) {
      Readiness readiness = context.getBean(Readiness.class);
      assertThat(readiness.isReady()).isFalse();
      context.getBean(Drain.class).end();
      await("registered again").until(readiness::isReady);
    }
  }

  @Test
  void aServerThatStillStartsRefusesADrain() {
    CompletableFuture<HttpResponse<String>> answer = new CompletableFuture<>();
    SpringApplication application = application();
    application.addInitializers(
        context ->
            context
                .getBeanFactory()
                .registerSingleton(
                    "drainInTheStart", new DrainInTheStart(context.getEnvironment(), answer)));
    try (ConfigurableApplicationContext context = application.run()) {
      HttpResponse<String> refused = answer.join();
      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.body())
          .isEqualTo(
              "{\"code\":\"3000\",\"message\":\"this server is still starting; drain it when it is"
                  + " in discovery\",\"reqNo\":null,\"dataBody\":null}");
      assertThat(context.getBean(Readiness.class).isReady()).isTrue();
    }
  }

  /** Asks for a drain when the management port is open, and nothing else yet. */
  private record DrainInTheStart(
      Environment environment, CompletableFuture<HttpResponse<String>> answer)
      implements SmartLifecycle {

    @Override
    public void start() {
      URI drain =
          URI.create(
              "http://127.0.0.1:"
                  + environment.getProperty("local.management.port")
                  + "/actuator/drain");
      answer.complete(
          HttpClient.newHttpClient()
              .sendAsync(
                  HttpRequest.newBuilder(drain).POST(HttpRequest.BodyPublishers.noBody()).build(),
                  HttpResponse.BodyHandlers.ofString())
              .join());
    }

    @Override
    public void stop() {}

    @Override
    public boolean isRunning() {
      return answer.isDone();
    }

    @Override
    public int getPhase() {
      return DEFAULT_PHASE - 4_096;
    }
  }

  @Test
  void scriptsSendOverHttp() throws Exception {
    try (ConfigurableApplicationContext context = start();
        TestClient ann = new TestClient(node(context).cimServerPort()).login(1, "ann").ping(1)) {
      ann.expectPong(1);
      HttpResponse<String> taken =
          send(context, "{\"userId\":\"1\",\"msg\":\"hi\",\"reqNo\":\"x\",\"cmd\":1,\"other\":{}}");

      assertThat(taken.statusCode()).isEqualTo(200);
      assertThat(taken.body())
          .contains("\"code\":\"9000\"", "\"reqNo\":\"x\"", "\"dataBody\":{\"msg\":\"OK\"}");
      assertThat(ann.read().getPropertiesMap())
          .isEqualTo(Map.of("sendUserId", "0", "sendUserName", "system", "receiveUserId", "1"));

      HttpResponse<String> offline = send(context, "{\"userId\":2,\"msg\":\"hi\"}");
      assertThat(offline.statusCode()).isEqualTo(200);
      assertThat(offline.body()).contains("\"code\":\"7000\"", "\"dataBody\":null");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"msg\":\"hi\"} | userId: nothing",
        "{\"userId\":-1,\"msg\":\"hi\"} | userId: -1",
        "{\"userId\":1} | msg: nothing",
        "{\"userId\":1,\"msg\":\"hi\",\"cmd\":\"SHOUT\"} | cmd: SHOUT",
        "{\"userId\": | ",
        "null | ",
      })
  void badInputIsToldInTheEnvelope(String body, String message) throws Exception {
    try (ConfigurableApplicationContext context = start()) {
      HttpResponse<String> answer = send(context, body);

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"code\":\"3000\"", message == null ? "" : message);
    }
  }

  @Test
  void clientsMayBeToldAnotherHostThanRoutes() {
    try (ConfigurableApplicationContext context =
        start("--cim.server.advertised-client-host=chat.example")) {
      assertThat(node(context).host()).isEqualTo("10.0.0.5");
      assertThat(node(context).clientHost()).isEqualTo("chat.example");
    }
  }

  @Test
  void routesCallOverHttp() throws Exception {
    try (ConfigurableApplicationContext context = start("--cim.server.advertised-host=127.0.0.1");
        TestClient ann = new TestClient(node(context).cimServerPort()).login(1, "ann").ping(1)) {
      ann.expectPong(1);
      ServerNode node = node(context);
      ProtobufCaller http =
          context
              .getBean(PeerClients.class)
              .open(node.host(), node.httpPort(), Duration.ofSeconds(5));
      GatewayClient gateway = new GatewayClient(http, http);

      assertThat(gateway.ping(LinkPing.getDefaultInstance()).join().getIncarnation())
          .isEqualTo(node.incarnation());
      assertThat(
              gateway
                  .push(
                      PushBatch.newBuilder()
                          .addPushes(new FakeMessages().store(1, 5, "one"))
                          .build())
                  .join()
                  .getOutcomesList())
          .containsExactly(PushOutcome.TAKEN);
      assertThat(
              gateway
                  .broadcast(
                      Broadcast.newBuilder()
                          .setSenderId(5)
                          .setBody(ByteString.copyFromUtf8("two"))
                          .build())
                  .join()
                  .getReceivers())
          .isEqualTo(1);
      assertThat(ann.read().getText()).isEqualTo("one");
      assertThat(ann.read().getText()).isEqualTo("two");
      assertThat(gateway.online(OnlineRequest.getDefaultInstance()).join().getUsersList())
          .singleElement()
          .matches(user -> user.getUserId() == 1 && user.getUserName().equals("ann"));

      SessionRef session =
          SessionRef.newBuilder().setUserId(1).setDevice("v2").setConnection(1).build();
      assertThat(gateway.probe(session).join().getAnswers()).isTrue();
      gateway.release(ReleaseRequest.newBuilder().setUserId(1).build()).join();
      assertThat(gateway.probe(session).join().getAnswers()).isFalse();
      gateway.displace(DisplaceRequest.newBuilder().setSession(session).build()).join();
    }
  }

  @Test
  void busyPortStopsTheStartWithOneSentence(CapturedOutput output) throws Exception {
    try (ServerSocket busy = new ServerSocket(0)) {
      assertThatThrownBy(() -> start("--cim.server.port=" + busy.getLocalPort()))
          .isInstanceOf(RuntimeException.class);

      assertThat(output.getAll())
          .containsOnlyOnce("Cannot start. cim.server.port: " + busy.getLocalPort())
          .doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cim.server.port=70000, cim.server.port: 70000 (expected: 0-65535)",
    "cim.server.port=many, cim.server.port: many (expected: a whole number)",
    "cim.server.max-frame=1, cim.server.max-frame: 1 (expected: a size from 1KB to 64MB)",
    "cim.server.max-unauthenticated=-1, cim.server.max-unauthenticated: -1 (expected: 0-10000000",
    "cim.server.login-timeout=0s, cim.server.login-timeout: 0s (expected: a time above 0",
    "cim.heartbeat.time=-1, cim.heartbeat.time: -1 (expected: a time above 0",
    "cim.heartbeat.time=soon, cim.heartbeat.time: soon (expected: a time such as",
    "cim.route.url=nowhere, cim.route.url: nowhere (expected: a URL such as",
  })
  void wrongValueStopsTheStartWithOneSentence(
      String property, String sentence, CapturedOutput output) {
    assertThatThrownBy(() -> start("--" + property)).isInstanceOf(RuntimeException.class);

    assertThat(output.getAll())
        .containsOnlyOnce("Cannot start. " + sentence)
        .doesNotContain("\tat ");
  }

  private static ConfigurableApplicationContext start(String... arguments) {
    return application().run(arguments);
  }

  private static SpringApplication application() {
    Map<String, Object> defaults =
        Map.of(
            "server.port", "0",
            "cim.server.port", "0",
            "cim.server.advertised-host", "10.0.0.5",
            "cim.discovery.type", "memory");
    return ServiceRunner.application(ServerWithSessions.class, defaults);
  }

  private static ServerNode node(ConfigurableApplicationContext context) {
    return context.getBean(LocalNode.class).current().orElseThrow();
  }

  /** As who is registered in discovery under an address of their own is shown it. */
  @Test
  void aProofForSomebodyElseOpensNothing() throws Exception {
    try (ConfigurableApplicationContext context = start()) {
      ClusterCredential credential = context.getBean(ClusterCredential.class);
      ServerNode node = node(context);
      List<ConnectionProof> others =
          List.of(
              credential.proofFor("10.0.0.66", node.httpPort()),
              credential.proofFor(node.host(), node.httpPort() + 1),
              credential.proofForUrl());
      for (ConnectionProof proof : others) {
        for (String path : List.of("/internal/ping", "/sendMsg")) {
          assertThat(status(node, path, proof.header(credential.used()))).as(path).isEqualTo(401);
        }
      }
      String own = credential.proofFor(node.host(), node.httpPort()).header(credential.used());
      assertThat(status(node, "/internal/ping", own)).isEqualTo(200);
      assertThat(status(node, "/sendMsg", own)).isEqualTo(400);
    }
  }

  /** What comes through a proxy has to show more than that it comes from this machine. */
  private static int status(ServerNode node, String path, String header) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.httpPort() + path))
                .header("Authorization", header)
                .header("Via", "a proxy")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static HttpResponse<String> send(ConfigurableApplicationContext context, String body)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + node(context).httpPort() + "/sendMsg"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
