package io.crossim.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.route.api.Account;
import io.crossim.route.api.ServerAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientLoginTest extends ClientFixture {

  @Test
  void logsInWithLoginAndPingTogether() throws Exception {
    Client client = closing(builder().build());
    assertThat(client.state()).isEqualTo(ClientState.INITIALIZED);

    get(client.start());

    assertThat(client.state()).isEqualTo(ClientState.READY);
    assertThat(client.server()).contains(new ServerAddress("127.0.0.1", server.port(), 8081));
    assertThat(server.received)
        .extracting(Frame::getCmd)
        .containsExactly(Command.LOGIN_REQUEST, Command.PING);
    assertThat(server.received.get(0).getId()).isEqualTo(USER);
    assertThat(server.received.get(0).getText()).isEqualTo("crab");
    assertThat(route.calls).doesNotContain("/offLine");
    await().untilAsserted(() -> assertThat(route.calls).contains("/fetchOfflineMsgs"));
    await()
        .untilAsserted(
            () ->
                assertThat(recorder.states)
                    .containsExactly(ClientState.CONNECTING, ClientState.READY));
  }

  @Test
  void isNotReadyBeforeTheServerAnswers() throws Exception {
    server.answersPings = false;
    Client client = closing(builder().build());
    CompletableFuture<Void> start = client.start();
    await().until(() -> server.logins.size() == 1);
    assertThat(client.state()).isEqualTo(ClientState.CONNECTING);
    assertThat(start).isNotDone();

    server.push(7, USER, "first");
    get(start);
    await().untilAsserted(() -> assertThat(recorder.texts()).containsExactly("first"));
  }

  @Test
  void startsOnce() throws Exception {
    Client client = started(builder());
    get(client.start());
    assertThat(server.logins).hasSize(1);
  }

  @Test
  void aClosedClientDoesNotStartAgain() throws Exception {
    Client client = started(builder());
    client.close();

    assertThat(failure(client.start())).hasMessage("the client is closed");
    assertThat(server.logins).hasSize(1);
  }

  @Test
  void aPasswordThatNobodyLooksAtIsToldOnce() throws Exception {
    started(builder().password("secret"));
    await().until(() -> recorder.unusedPasswords.get() == 1);
    server.dropConnections();
    await().until(() -> server.logins.size() == 2);
    await().until(() -> recorder.states.size() == 4);
    assertThat(recorder.unusedPasswords).hasValue(1);
  }

  @Test
  void nothingIsToldOfAPasswordThatIsLookedAt() throws Exception {
    String body =
        "{\"ip\":\"127.0.0.1\",\"cimServerPort\":%d,\"httpPort\":1,\"token\":\"t\",\"tokenSeconds\":9}"
            .formatted(server.port());
    route.answer("/login", () -> FakeRoute.envelope(200, "9000", body));
    Client client = started(builder().password("secret"));
    client.close();
    await().until(() -> recorder.states.contains(ClientState.CLOSED));
    assertThat(recorder.unusedPasswords).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({"200,5000,REPEAT_LOGIN", "400,9100,ACCOUNT_MISMATCH", "400,3000,INVALID_ARGUMENT"})
  void aRefusedLoginIsFinal(int status, String code, ResultCode expected) throws Exception {
    route.answer("/login", status, code);
    Client client = closing(builder().build());
    CompletableFuture<Void> start = client.start();

    assertThat(failure(start))
        .isInstanceOfSatisfying(CimException.class, e -> assertThat(e.code()).isEqualTo(expected));
    assertThat(client.state()).isEqualTo(ClientState.FAILED);
    assertThat(failure(client.send(7, "late"))).isInstanceOf(CimException.class);
    assertThat(route.count("/login")).isEqualTo(1);

    client.close();
    assertThat(client.state()).isEqualTo(ClientState.FAILED);
  }

  @Test
  void triesAgainWhileThereIsNoServer() throws Exception {
    route.answer("/login", 503, "7100");
    Client client = closing(builder().build());
    CompletableFuture<Void> start = client.start();
    await().until(() -> recorder.failedAttempts.size() >= 3);
    assertThat(recorder.failedAttempts).startsWith(1, 2, 3);
    assertThat(client.state()).isEqualTo(ClientState.CONNECTING);

    route.sendTo(server);
    get(start);
  }

  @Test
  void triesAgainWhenTheServerClosesAtLogin() throws Exception {
    server.closesAtLogin = true;
    Client client = closing(builder().build());
    CompletableFuture<Void> start = client.start();
    await().until(() -> server.logins.size() >= 2);
    server.closesAtLogin = false;
    get(start);
  }

  @Test
  void givesUpAfterTheAllowedAttempts() throws Exception {
    route.answer("/login", 503, "7100");
    Client client = closing(builder().maxReconnects(2).build());
    assertThat(failure(client.start()))
        .isInstanceOfSatisfying(
            CimException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.RECONNECT_FAILED));
    assertThat(client.state()).isEqualTo(ClientState.FAILED);
    assertThat(route.count("/login")).isEqualTo(3);
  }

  @Test
  void tellsWhyTheOnlyAttemptFailed() throws Exception {
    route.answer("/login", 503, "7100");
    Client client = closing(builder().maxReconnects(0).build());
    assertThat(failure(client.start()))
        .isInstanceOfSatisfying(
            CimException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.NO_SERVER));
  }

  @Test
  void anUnreachableServerIsAFailedAttempt() throws Exception {
    int freePort;
    try (ServerSocket socket = new ServerSocket(0)) {
      freePort = socket.getLocalPort();
    }
    String body =
        "{\"ip\":\"127.0.0.1\",\"cimServerPort\":%d,\"httpPort\":8081}".formatted(freePort);
    route.answer("/login", () -> FakeRoute.envelope(200, "9000", body));
    Client client = closing(builder().maxReconnects(0).build());
    assertThat(failure(client.start())).hasMessageContaining("cannot be reached");
  }

  @Test
  void anAnswerWithAnImpossiblePortIsAFailedAttempt() throws Exception {
    String body = "{\"ip\":\"127.0.0.1\",\"cimServerPort\":70000,\"httpPort\":8081}";
    route.answer("/login", () -> FakeRoute.envelope(200, "9000", body));
    Client client = closing(builder().maxReconnects(0).build());
    assertThat(failure(client.start())).isInstanceOf(CimException.class);
  }

  @Test
  void registersAndListsAccounts() throws Exception {
    route.answer(
        "/registerAccount",
        () -> FakeRoute.envelope(200, "9000", "{\"userId\":5,\"userName\":\"crab\"}"));
    route.answer(
        "/onlineUser",
        () -> FakeRoute.envelope(200, "9000", "[{\"userId\":5,\"userName\":\"crab\"}]"));
    assertThat(Accounts.register(route.url(), "crab")).isEqualTo(new Account(5, "crab"));
    assertThat(started(builder()).onlineUsers()).containsExactly(new Account(5, "crab"));
  }

  @Test
  void refusesImpossibleOptions() {
    assertThatThrownBy(() -> Client.builder().routeUrl("nowhere"))
        .hasMessage("routeUrl: nowhere (expected: a URL such as http://host:8083/)");
    assertThatThrownBy(() -> Client.builder().user(0, "crab"))
        .hasMessage("userId: 0 (expected: a positive number)");
    assertThatThrownBy(() -> Client.builder().user(1, "a\nb")).isInstanceOf(CimException.class);
    assertThatThrownBy(() -> Client.builder().maxReconnects(-1))
        .hasMessage("maxReconnects: -1 (expected: 0 or more)");
    assertThatThrownBy(() -> Client.builder().user(1, "crab").build())
        .hasMessageStartingWith("routeUrl: nothing");
    assertThatThrownBy(() -> Client.builder().routeUrl("http://localhost:1/").build())
        .hasMessageStartingWith("user: nothing");
  }
}
