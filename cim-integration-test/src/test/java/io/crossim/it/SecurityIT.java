package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.LoginAck;
import io.crossim.it.client.Answer;
import io.crossim.it.client.Http;
import io.crossim.it.client.Patience;
import io.crossim.it.client.Route;
import io.crossim.it.client.ServerAt;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.SingleProcess;
import io.crossim.route.api.Account;
import io.crossim.sdk.Accounts;
import io.crossim.sdk.Client;
import io.crossim.sdk.ClientBuilder;
import io.crossim.sdk.ClientState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What a stranger tries on a cluster whose accounts need passwords, and what he gets: the table in
 * doc/security.md. Two well-behaved users are online meanwhile; nothing of it reaches them.
 */
class SecurityIT {

  private static final String ANN_WORD = "correct horse battery";
  private static final String BOB_WORD = "staple and staple";
  private static final String PUSH_KEY = "a key of an application";
  private static final String SECRET = "the-secret-of-a-cluster";
  private static final Duration CLOSED_WITHIN = Patience.LONG;

  @TempDir private static Path directory;
  private static SingleProcess cim;

  private final List<String> toBob = new CopyOnWriteArrayList<>();
  private User ann;
  private User bob;
  private Client annsClient;
  private Client bobsClient;

  @BeforeAll
  static void start() {
    cim =
        SingleProcess.start(
            directory,
            "cim.security.accounts=password",
            "cim.security.push-keys=" + PUSH_KEY,
            "cim.security.cluster-secret=" + SECRET);
  }

  @AfterAll
  static void stop() {
    cim.close();
  }

  @BeforeEach
  void connect() throws Exception {
    ann = register("ann", ANN_WORD);
    bob = register("bob", BOB_WORD);
    annsClient = client(ann, ANN_WORD).build();
    bobsClient = client(bob, BOB_WORD).listener(message -> toBob.add(message.text())).build();
    annsClient.start().get(20, TimeUnit.SECONDS);
    bobsClient.start().get(20, TimeUnit.SECONDS);
  }

  /** Whatever was tried: both are still there, and bob has heard nothing but what ann said. */
  @AfterEach
  void theOthersChatOn() throws Exception {
    try (Client a = annsClient;
        Client b = bobsClient) {
      assertThat(a.state()).isEqualTo(ClientState.READY);
      assertThat(b.state()).isEqualTo(ClientState.READY);
      a.send(bob.id(), "the end").get(20, TimeUnit.SECONDS);
      await().untilAsserted(() -> assertThat(toBob).contains("the end"));
      assertThat(toBob).allMatch(text -> text.startsWith("the "));
    }
  }

  @Test
  void nobodySendsForAnother() {
    for (Http eve : strangers()) {
      assertRefused(eve.post("/p2pRoute", p2p(ann, bob)), "9103");
      assertRefused(eve.post("/groupRoute", Map.of("userId", ann.id(), "msg", "spoofed")), "9103");
    }
  }

  @Test
  void nobodyEndsOrEmptiesTheSessionOfAnother() {
    for (Http eve : strangers()) {
      assertRefused(eve.post("/offLine", Map.of("userId", bob.id(), "msg", "x")), "9103");
      assertRefused(eve.post("/fetchOfflineMsgs", Map.of("receiveUserId", bob.id())), "9103");
      assertThat(eve.post("/logout", Map.of("userId", bob.id())).code()).isIn("9101", "9103");
      assertThat(eve.post("/token", Map.of("userId", bob.id())).code()).isIn("9101", "9103");
    }
  }

  @Test
  void nobodyLearnsWhoIsOnline() {
    assertRefused(http().get("/onlineUser"), "9103");
    assertRefused(http().bearer("no token").get("/onlineUser"), "9103");
    JsonNode users = http().bearer(token(ann, ANN_WORD)).get("/onlineUser").orFail();
    assertThat(users).hasSize(2);
  }

  @Test
  void aWrongPasswordIsRefusedAndThenSlowedDown() {
    User eve = register("eve", "the one of eve");
    for (int i = 0; i < 6; i++) {
      assertThat(login(eve, "a guess " + i).code()).isEqualTo("9101");
    }
    Answer slowed = login(eve, "the one of eve");
    assertThat(slowed.code()).isEqualTo("6000");
    assertThat(slowed.status()).isEqualTo(429);
    assertThat(login(ann, ANN_WORD).code()).isEqualTo("5000");
  }

  @Test
  void aNameIsNotTakenOverByRegisteringItAgain() {
    assertThat(registration(ann.name(), "of eve's own").code()).isEqualTo("9101");
    assertThat(registration(ann.name(), ANN_WORD).orFail().path("userId").asLong())
        .isEqualTo(ann.id());
    Answer without = http().post("/registerAccount", Map.of("userName", "no-password"));
    assertRefused(without, "9101");
    assertThat(without.message()).startsWith("password: nothing");
  }

  @Test
  void aV2LoginToAPasswordAccountIsRefused() {
    assertThat(cim.route().login(ann).code()).isEqualTo("9101");
    try (V2Client eve = socket()) {
      eve.login(ann);
      eve.awaitClosed(CLOSED_WITHIN);
      assertThat(eve.messages()).isEmpty();
    }
  }

  @Test
  void aTokenOfAnotherOpensNoConnection() {
    User eve = register("eve", "the one of eve");
    for (String token : List.of("", "no token", token(eve, "the one of eve"), PUSH_KEY)) {
      try (V2Client socket = socket()) {
        socket.send(v3Login(ann, token));
        socket.awaitClosed(CLOSED_WITHIN);
        assertThat(socket.messages())
            .singleElement()
            .satisfies(frame -> assertThat(frame.getLoginAck().getCode()).isEqualTo("9103"));
      }
    }
  }

  @Test
  void theSocketTellsNobodyWhichIdsExist() {
    User eve = register("eve", "the one of eve");
    User misnamed = new User(ann.id(), "mallory");
    User nobody = new User(ann.id() + 1_000_000, "nobody");
    for (String token : List.of("", "no token", token(eve, "the one of eve"))) {
      String answer = refusal(ann, token);
      assertThat(answer).startsWith("9103 ");
      assertThat(refusal(misnamed, token)).isEqualTo(answer);
      assertThat(refusal(nobody, token)).isEqualTo(answer);
    }
  }

  /** The code and the text of the answer, with another word in place of the id. */
  private static String refusal(User user, String token) {
    try (V2Client socket = socket()) {
      socket.send(v3Login(user, token));
      socket.awaitClosed(CLOSED_WITHIN);
      LoginAck ack = socket.messages().get(0).getLoginAck();
      return ack.getCode() + " " + ack.getText().replace(Long.toString(user.id()), "ID");
    }
  }

  @Test
  void anOperatorGivesAUserAnotherPassword() throws Exception {
    User dan = register("dan", "the one of dan");
    String before = token(dan, "the one of dan");
    Map<String, Object> reset = Map.of("userId", dan.id(), "newPassword", "from the operator");
    assertRefused(
        http().with("Authorization", "CIM a guess").post("/changePassword", reset), "9103");
    assertThat(http().post("/changePassword", reset).code()).isEqualTo("9101");
    try (Client client = client(dan, "the one of dan").build()) {
      client.start().get(20, TimeUnit.SECONDS);
      http().with("Authorization", "CIM " + SECRET).post("/changePassword", reset).orFail();
      await().untilAsserted(() -> assertThat(client.state()).isEqualTo(ClientState.FAILED));
    }
    assertRefused(http().bearer(before).get("/onlineUser"), "9103");
    assertThat(login(dan, "the one of dan").code()).isEqualTo("9101");
    assertThat(login(dan, "from the operator").code()).isEqualTo("9000");
  }

  @Test
  void aTokenThatWasRevokedIsOfNoUse() throws Exception {
    User dan = register("dan", "the one of dan");
    String before = token(dan, "the one of dan");
    try (Client client = client(dan, "the one of dan").build()) {
      client.start().get(20, TimeUnit.SECONDS);
      http().bearer(before).post("/logout", Map.of("userId", dan.id())).orFail();
      await().untilAsserted(() -> assertThat(client.state()).isEqualTo(ClientState.FAILED));
    }
    assertRefused(http().bearer(before).post("/p2pRoute", p2p(dan, bob)), "9103");
    assertRefused(http().bearer(before).get("/onlineUser"), "9103");
    try (V2Client socket = socket()) {
      socket.send(v3Login(dan, before));
      socket.awaitClosed(CLOSED_WITHIN);
    }
    String after = token(dan, "the one of dan");
    Map<String, Object> change =
        Map.of("userId", dan.id(), "password", "the one of dan", "newPassword", "a new one of dan");
    http().post("/changePassword", change).orFail();
    assertRefused(http().bearer(after).post("/p2pRoute", p2p(dan, bob)), "9103");
    assertThat(login(dan, "the one of dan").code()).isEqualTo("9101");
    assertThat(login(dan, "a new one of dan").code()).isEqualTo("9000");
  }

  @Test
  void whoIsKickedIsToldWhyAndNeedsHisPasswordAgain() throws Exception {
    User dan = register("dan", "the one of dan");
    String before = token(dan, "the one of dan");
    List<Throwable> reasons = new CopyOnWriteArrayList<>();
    ClientBuilder builder =
        client(dan, "the one of dan")
            .stateListener(
                change -> {
                  if (change.cause() != null) {
                    reasons.add(change.cause());
                  }
                });
    try (Client client = builder.build()) {
      client.start().get(20, TimeUnit.SECONDS);
      http()
          .with("Authorization", "CIM " + SECRET)
          .post("/kick", Map.of("userId", dan.id(), "reason", "the rules of the house"))
          .orFail();
      await().untilAsserted(() -> assertThat(client.state()).isEqualTo(ClientState.FAILED));
      assertThat(reasons).last().asString().contains("kicked: the rules of the house");
    }
    assertRefused(http().bearer(before).post("/p2pRoute", p2p(dan, bob)), "9103");
    assertRefused(http().bearer(before).post("/token", Map.of("userId", dan.id())), "9103");
    try (V2Client socket = socket()) {
      socket.send(v3Login(dan, before));
      socket.awaitClosed(CLOSED_WITHIN);
    }
    assertThat(login(dan, "the one of dan").code()).isEqualTo("9000");
    try (Client again = client(dan, "the one of dan").build()) {
      again.start().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void onlyTheSecretOfTheClusterKicks() {
    Map<String, Object> kick = Map.of("userId", bob.id(), "reason", "spoofed");
    for (Http eve : strangers()) {
      assertRefused(eve.post("/kick", kick), "9103");
    }
    assertRefused(http().bearer(PUSH_KEY).post("/kick", kick), "9103");
    assertRefused(http().bearer(token(bob, BOB_WORD)).post("/kick", kick), "9103");
    assertRefused(http().with("Authorization", "CIM not this one").post("/kick", kick), "9103");
  }

  @Test
  void aTokenIsExchangedForAnother() {
    String first = token(ann, ANN_WORD);
    JsonNode second = http().bearer(first).post("/token", Map.of("userId", ann.id())).orFail();
    assertThat(second.path("tokenSeconds").asLong()).isEqualTo(3_600);
    http().bearer(second.path("token").asString()).get("/onlineUser").orFail();
  }

  @Test
  void anApplicationPushesAsTheSystemAndAsNobodyElse() {
    Http application = http().bearer(PUSH_KEY);
    Map<String, Object> push = Map.of("receiveUserId", bob.id(), "msg", "the news");
    application.post("/p2pRoute", push).orFail();
    await().untilAsserted(() -> assertThat(toBob).contains("the news"));
    assertRefused(application.post("/p2pRoute", p2p(ann, bob)), "9103");
    assertThat(http().post("/p2pRoute", push).status()).isEqualTo(400);
  }

  @Test
  void callsBetweenServicesAreForServices() {
    for (String path :
        List.of(
            "/internal/push",
            "/internal/broadcast",
            "/internal/online",
            "/internal/ping",
            "/internal/sessions/bind",
            "/internal/sessions/displace",
            "/internal/messages/send",
            "/internal/messages/read")) {
      assertRefused(http().postText(path, ""), "9103");
      assertRefused(http().bearer(PUSH_KEY).postText(path, ""), "9103");
      assertRefused(http().with("Authorization", "CIM ").postText(path, ""), "9103");
    }
  }

  /** A proxy on this machine that adds no header looks like a script there. */
  @Test
  void sendMsgNeedsTheSecretWhoeverCalls() {
    Map<String, Object> body = Map.of("userId", bob.id(), "msg", "the message of a script");
    for (Http port : List.of(http(), cim.sendHttp())) {
      assertRefused(port.post("/sendMsg", body), "9103");
      assertRefused(port.bearer(PUSH_KEY).post("/sendMsg", body), "9103");
      for (String header : List.of("Forwarded", "X-Forwarded-For", "Via")) {
        assertRefused(port.with(header, "for=192.0.2.60").post("/sendMsg", body), "9103");
      }
      port.with("Authorization", "CIM " + SECRET).post("/sendMsg", body).orFail();
    }
    await().untilAsserted(() -> assertThat(toBob).hasSizeGreaterThanOrEqualTo(2));
  }

  @Test
  void theClientSaysWhyItWasNotLetIn() {
    try (Client eve = client(ann, "a guess of eve").build()) {
      assertThatThrownBy(() -> eve.start().get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("password: wrong");
      assertThat(eve.state()).isEqualTo(ClientState.FAILED);
    }
  }

  /** Without a token, with one that is none, and with one of somebody else. */
  private List<Http> strangers() {
    User eve = register("eve", "the one of eve");
    return List.of(
        http(),
        http().bearer("no token"),
        http().bearer("a.b.c"),
        http().bearer(token(eve, "the one of eve")));
  }

  private static void assertRefused(Answer answer, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo(code);
  }

  private static Http http() {
    return cim.route().http();
  }

  private static User register(String stem, String password) {
    Account account = Accounts.register(cim.route().url(), Route.uniqueName(stem), password);
    return new User(account.userId(), account.userName());
  }

  private static Answer registration(String name, String password) {
    return http().post("/registerAccount", Map.of("userName", name, "password", password));
  }

  private static Answer login(User user, String password) {
    return http()
        .postV3(
            "/login", Map.of("userId", user.id(), "userName", user.name(), "password", password));
  }

  private static String token(User user, String password) {
    return http()
        .post("/token", Map.of("userId", user.id(), "password", password))
        .orFail()
        .path("token")
        .asString();
  }

  private static ClientBuilder client(User user, String password) {
    return Client.builder()
        .routeUrl(cim.route().url())
        .user(user.id(), user.name())
        .password(password);
  }

  private static Map<String, Object> p2p(User sender, User receiver) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("userId", sender.id());
    body.put("receiveUserId", receiver.id());
    body.put("msg", "spoofed");
    return body;
  }

  private static V2Client socket() {
    ServerAt server = new ServerAt("127.0.0.1", cim.process().tcpPort(), cim.process().httpPort());
    return V2Client.connect(server.host(), server.tcpPort());
  }

  private static Frame v3Login(User user, String token) {
    return Frame.newBuilder()
        .setCmd(Command.LOGIN_REQUEST)
        .setId(user.id())
        .setText(user.name())
        .putProperties("proto", "3")
        .putProperties("device", "elsewhere")
        .putProperties("token", token)
        .build();
  }
}
