package io.crossim.route.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.common.protocol.Message;
import io.crossim.metastore.MetaStore;
import io.crossim.metastore.ServerNode;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore;
import io.crossim.route.CimForwardRouteApplication;
import io.crossim.route.link.FakeGateway;
import io.crossim.route.link.GatewayClientFactory;
import io.crossim.route.link.ServerLinks;
import io.crossim.server.api.BroadcastReply;
import io.crossim.server.api.OnlineReply;
import io.crossim.server.api.OnlineUser;
import io.crossim.server.api.SessionRef;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls as scripts make them, over HTTP, with what they rely on in the answers. */
@SpringBootTest(
    classes = RouteHttpTest.Application.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "cim.discovery.type=memory",
      "cim.warmup.enabled=false",
      "cim.sessions.store=memory",
      "cim.inbox.store=memory",
      "cim.accounts.store=embedded",
      "cim.limits.text=1KB",
      "cim.limits.batch=3",
      "cim.limits.online-page=2",
      "cim.security.cluster-secret=" + RouteHttpTest.SECRET
    })
class RouteHttpTest {

  static final String SECRET = "the-secret-of-this-test";

  private static final FakeGateway SERVER = new FakeGateway("a");
  private static final ServerNode NODE =
      new ServerNode("10.0.0.1", 11211, 8081, "a", "chat.example", "wss://chat.example/im");
  private static final AtomicLong NAMES = new AtomicLong();
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir static Path data;

  @Configuration(proxyBeanMethods = false)
  @Import(CimForwardRouteApplication.class)
  static class Application {
    @Bean
    @Primary
    GatewayClientFactory onlyGateway() {
      return node -> SERVER;
    }
  }

  @DynamicPropertySource
  static void dataDirectory(DynamicPropertyRegistry registry) {
    registry.add("cim.data.directory", data::toString);
  }

  @Autowired private MetaStore metaStore;
  @Autowired private ServerLinks links;
  @Autowired private SessionStore sessions;
  @LocalServerPort private int port;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void oneServer() {
    if (metaStore.servers().current().isEmpty()) {
      metaStore.register(NODE);
    }
    await().until(() -> links.candidates().join().servers().size() == 1);
    SERVER.pushed.clear();
    SERVER.broadcasts.clear();
  }

  private record Answer(int status, JsonNode json) {
    String code() {
      return json.get("code").asString();
    }

    String message() {
      return json.get("message").asString();
    }

    JsonNode body() {
      return json.get("dataBody");
    }
  }

  private Answer post(String path, String json) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  private Answer get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    JsonNode json = JSON.readTree(response.body());
    assertThat(json.propertyNames())
        .containsExactlyInAnyOrder("code", "message", "reqNo", "dataBody");
    return new Answer(response.statusCode(), json);
  }

  private static String newName() {
    return "user" + NAMES.incrementAndGet();
  }

  private long register(String name) throws IOException, InterruptedException {
    Answer answer = post("/registerAccount", JSON.writeValueAsString(Map.of("userName", name)));
    assertThat(answer.code()).isEqualTo("9000");
    return answer.body().get("userId").asLong();
  }

  private void online(long userId) {
    sessions.restore(List.of(new Session(userId, "v2", NODE.name(), "a", 1, 1_000))).join();
  }

  @Test
  void registrationEchoesTheRequestNumberAndHasNoOtherFields() throws Exception {
    String name = newName();
    Answer answer =
        post(
            "/registerAccount",
            "{\"reqNo\":\"1234567890\",\"timeStamp\":0,\"userName\":\"" + name + "\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.code()).isEqualTo("9000");
    assertThat(answer.json().get("reqNo").asString()).isEqualTo("1234567890");
    assertThat(answer.body().propertyNames()).containsExactlyInAnyOrder("userId", "userName");
    assertThat(answer.body().get("userId").isIntegralNumber()).isTrue();
    assertThat(register(name)).isEqualTo(answer.body().get("userId").asLong());
  }

  @Test
  void loginAnswersAServer() throws Exception {
    String name = newName();
    long id = register(name);
    Answer answer = post("/login", "{\"userId\":\"" + id + "\",\"userName\":\"" + name + "\"}");
    assertThat(answer.code()).isEqualTo("9000");
    assertThat(answer.body().propertyNames())
        .containsExactlyInAnyOrder("ip", "cimServerPort", "httpPort");
    assertThat(answer.body().get("ip").asString()).isEqualTo("chat.example");
  }

  @Test
  void whoAsksForItIsToldWhereToOpenAWebSocket() throws Exception {
    String name = newName();
    String account = "{\"userId\":" + register(name) + ",\"userName\":\"" + name + "\"";
    String wants = account + ",\"transport\":\"ws\"}";
    assertThat(post3("/login", wants).body().path("wsUrl").asString())
        .isEqualTo("wss://chat.example/im");
    assertThat(post("/login", wants).body().has("wsUrl")).isFalse();
    assertThat(post3("/login", account + "}").body().has("wsUrl")).isFalse();
    assertThat(post3("/login", account + ",\"transport\":\"tcp\"}").body().has("wsUrl")).isFalse();
  }

  @Test
  void whoKnowsTheirNameAloneIsToldTheirId() throws Exception {
    String name = newName();
    long id = register(name);
    Answer answer = post3("/login", "{\"userName\":\"" + name + "\"}");
    assertThat(answer.code()).isEqualTo("9000");
    assertThat(answer.body().path("userId").asLong()).isEqualTo(id);
    assertThat(
            post3("/login", "{\"userId\":" + id + ",\"userName\":\"" + name + "\"}")
                .body()
                .has("userId"))
        .isFalse();

    String nobody = newName();
    assertThat(post3("/login", "{\"userName\":\"" + nobody + "\"}").code()).isEqualTo("9100");
    assertThat(post3("/login", "{\"userName\":\"" + nobody + "\"}").code())
        .as("a login registers nobody")
        .isEqualTo("9100");
    assertThat(post("/login", "{\"userName\":\"" + name + "\"}").code()).isEqualTo("3000");
  }

  @Test
  void loginWithAnotherName() throws Exception {
    long id = register(newName());
    Answer answer = post("/login", "{\"userId\":" + id + ",\"userName\":\"mallory\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.code()).isEqualTo("9100");
  }

  @Test
  void aSecondLoginIsRefusedWhileTheFirstLives() throws Exception {
    String name = newName();
    long id = register(name);
    online(id);
    Answer answer = post("/login", "{\"userId\":" + id + ",\"userName\":\"" + name + "\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.code()).isEqualTo("5000");
    assertThat(answer.body().isNull()).isTrue();
  }

  @Test
  void aPrivateMessageReachesTheServerOfItsReceiver() throws Exception {
    String name = newName();
    long sender = register(name);
    long receiver = register(newName());
    online(receiver);
    Answer answer =
        post(
            "/p2pRoute",
            "{\"userId\":" + sender + ",\"receiveUserId\":" + receiver + ",\"msg\":\"hi\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.code()).isEqualTo("9000");
    assertThat(answer.body().isNull()).isTrue();
    await().until(() -> SERVER.pushed.size() == 1);
    Message message = Message.parseFrom(SERVER.pushed.get(0).getPayload());
    assertThat(message.getBody().toStringUtf8()).isEqualTo("hi");
    assertThat(message.getSenderName()).isEqualTo(name);
  }

  @Test
  void aMessageAndABatchGoInThatOrder() throws Exception {
    long sender = register(newName());
    long receiver = register(newName());
    online(receiver);
    post(
        "/p2pRoute",
        "{\"userId\":%d,\"receiveUserId\":%d,\"msg\":\"0\",\"batchMsg\":[\"1\",\"2\"]}"
            .formatted(sender, receiver));
    await().until(() -> SERVER.pushed.size() == 3);
    for (int i = 0; i < 3; i++) {
      Message message = Message.parseFrom(SERVER.pushed.get(i).getPayload());
      assertThat(message.getBody().toStringUtf8()).isEqualTo(String.valueOf(i));
      assertThat(message.getBatchSize()).isEqualTo(3);
      assertThat(message.getBatchIndex()).isEqualTo(i);
    }
  }

  @Test
  void aMessageToSomebodyOfflineIsStored() throws Exception {
    long sender = register(newName());
    long receiver = register(newName());
    Answer answer =
        post(
            "/p2pRoute",
            "{\"userId\":" + sender + ",\"receiveUserId\":" + receiver + ",\"msg\":\"hi\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.code()).isEqualTo("9000");
    assertThat(answer.body().isNull()).isTrue();
  }

  @Test
  void aCallerOfProtocol3LearnsTheStatusAndMayRepeat() throws Exception {
    long sender = register(newName());
    long receiver = register(newName());
    String json =
        "{\"userId\":%d,\"receiveUserId\":%d,\"msg\":\"hi\",\"clientMsgId\":\"x\"}"
            .formatted(sender, receiver);
    Answer first = post3(json);
    assertThat(first.body().propertyNames())
        .containsExactlyInAnyOrder("messageId", "seq", "status");
    assertThat(first.body().get("messageId").isString()).isTrue();
    assertThat(first.body().get("seq").asLong()).isEqualTo(1);
    assertThat(first.body().get("status").asString()).isEqualTo("STORED");
    assertThat(post3(json).body()).isEqualTo(first.body());
    Answer invalid = post3(json.replace("\"x\"", "\"" + "x".repeat(65) + "\""));
    assertThat(invalid.status()).isEqualTo(400);
    assertThat(invalid.message()).contains("clientMsgId: 65 characters");
  }

  @Test
  void fetchingAsksTheServersOfTheUser() throws Exception {
    long user = register(newName());
    online(user);
    assertThat(post("/fetchOfflineMsgs", "{\"receiveUserId\":" + user + "}").code())
        .isEqualTo("9000");
    assertThat(SERVER.fetched).contains(user);
  }

  private Answer post3(String json) throws IOException, InterruptedException {
    return post3("/p2pRoute", json);
  }

  private Answer post3(String path, String json) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .header("CIM-Proto", "3")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  @Test
  void unknownUsersAreNotSentTo() throws Exception {
    long known = register(newName());
    for (String pair :
        List.of(known + ",\"receiveUserId\":4711", "4711,\"receiveUserId\":" + known)) {
      Answer answer = post("/p2pRoute", "{\"userId\":" + pair + ",\"msg\":\"hi\"}");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("9100");
    }
    assertThat(SERVER.pushed).isEmpty();
  }

  @Test
  void aGroupMessageIsOneCallPerServer() throws Exception {
    long sender = register(newName());
    Answer answer = post("/groupRoute", "{\"userId\":" + sender + ",\"msg\":\"all\"}");
    assertThat(answer.code()).isEqualTo("9000");
    assertThat(SERVER.broadcasts).hasSize(1);
    assertThat(SERVER.broadcasts.get(0).getSenderId()).isEqualTo(sender);
  }

  @Test
  void onlyACallerOfProtocol3LearnsThatNobodyElseIsOnline() throws Exception {
    String json = "{\"userId\":" + register(newName()) + ",\"msg\":\"all\"}";
    Answer alone = post3("/groupRoute", json);
    assertThat(alone.code()).isEqualTo("9000");
    assertThat(alone.body().propertyNames()).containsExactly("status");
    assertThat(alone.body().get("status").asString()).isEqualTo("NOBODY");
    assertThat(post("/groupRoute", json).body().isNull()).isTrue();

    SERVER.broadcastReply = BroadcastReply.newBuilder().setReceivers(1).build();
    assertThat(post3("/groupRoute", json).body().get("status").asString()).isEqualTo("SENT");
    SERVER.broadcastReply = BroadcastReply.getDefaultInstance();
  }

  @Test
  void whoIsOnlineComesInPages() throws Exception {
    SERVER.online =
        OnlineReply.newBuilder()
            .addUsers(OnlineUser.newBuilder().setUserId(9).setUserName("nine"))
            .addUsers(OnlineUser.newBuilder().setUserId(5).setUserName("five"))
            .addUsers(OnlineUser.newBuilder().setUserId(11).setUserName("beyond the page"))
            .build();
    Answer all = get("/onlineUser");
    assertThat(all.body()).hasSize(2);
    assertThat(all.body().get(0).propertyNames()).containsExactlyInAnyOrder("userId", "userName");
    assertThat(all.body().get(0).get("userId").asLong()).isEqualTo(5);
    assertThat(get("/onlineUser?limit=1").body()).hasSize(1);
    assertThat(get("/onlineUser?limit=1000000").body()).hasSize(2);
    SERVER.online = OnlineReply.getDefaultInstance();
    assertThat(get("/onlineUser").body().isArray()).isTrue();
    assertThat(get("/onlineUser?limit=none").code()).isEqualTo("3000");
  }

  @Test
  void offlineOfAnUnknownUserIsASuccess() throws Exception {
    assertThat(post("/offLine", "{\"userId\":4711,\"msg\":\"bye\"}").code()).isEqualTo("9000");
  }

  @Test
  void anOperatorEndsTheSessionsOfAUser() throws Exception {
    long user = register(newName());
    online(user);
    Answer answer = kick("{\"userId\":" + user + ",\"reason\":\"rude\",\"reqNo\":\"7\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.code()).isEqualTo("9000");
    assertThat(answer.json().get("reqNo").asString()).isEqualTo("7");
    assertThat(SERVER.displaced).extracting(SessionRef::getUserId).contains(user);
    assertThat(SERVER.displacedWith).contains("rude");
    assertThat(kick("{\"userId\":4711}").code()).isEqualTo("9100");
    Answer invalid = kick("{\"userId\":" + user + ",\"reason\":\"a\\u001b[2Jb\"}");
    assertThat(invalid.status()).isEqualTo(400);
    assertThat(invalid.message()).startsWith("reason: control characters");
  }

  @Test
  void onlyAnOperatorDoes() throws Exception {
    long user = register(newName());
    online(user);
    Answer refused = post("/kick", "{\"userId\":" + user + "}");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.code()).isEqualTo("9103");
    assertThat(SERVER.displaced).extracting(SessionRef::getUserId).doesNotContain(user);
  }

  private Answer kick(String json) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri("/kick"))
            .header("Content-Type", "application/json")
            .header("Authorization", "CIM " + SECRET)
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /registerAccount  | {}                                             | userName
          /registerAccount  | {"userName":null}                              | userName
          /registerAccount  | {"userName":"a\\u0000b"}                       | userName
          /registerAccount  | {"userName":"a\\u200bb"}                       | userName
          /registerAccount  | {"userName":"\\u3164"}                         | userName
          /registerAccount  | {"userName":"system"}                          | userName
          /registerAccount  | {"userName"                                    | JSON
          /login            | {"userName":"x"}                               | userId
          /login            | {"userId":-1,"userName":"x"}                   | userId
          /login            | {"userId":"abc","userName":"x"}                | userId
          /login            | {"userId":1.5,"userName":"x"}                  | userId
          /p2pRoute         | {"userId":1,"msg":"x"}                         | receiveUserId
          /p2pRoute         | {"userId":1,"receiveUserId":2}                 | msg
          /p2pRoute         | {"userId":1,"receiveUserId":2,"batchMsg":["a","b","c","d"]} | batchMsg
          /p2pRoute         | {"userId":1,"receiveUserId":2,"batchMsg":["a",null]} | batchMsg[1]
          /groupRoute       | {"userId":1,"msg":""}                          | msg
          /offLine          | {"msg":"bye"}                                  | userId
          /fetchOfflineMsgs | []                                             | JSON
          """)
  void badInputNamesTheField(String path, String body, String field) throws Exception {
    Answer answer = post(path, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("3000");
    assertThat(answer.message()).contains(field).contains("expected");
    assertThat(answer.body().isNull()).isTrue();
  }

  @Test
  void aTextThatIsTooLargeIsRefused() throws Exception {
    long sender = register(newName());
    String text = "x".repeat(1_025);
    Answer answer = post("/groupRoute", "{\"userId\":" + sender + ",\"msg\":\"" + text + "\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains("msg: 1025 bytes");
    assertThat(SERVER.broadcasts).isEmpty();
  }
}
