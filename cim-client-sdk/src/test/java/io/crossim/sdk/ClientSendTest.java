package io.crossim.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.common.result.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;

class ClientSendTest extends ClientFixture {

  private static final SendResult SENT = new SendResult("", 0, SendStatus.SENT);
  private static final SendResult UNKNOWN = new SendResult("", 0, SendStatus.UNKNOWN);

  @Test
  void sendsToOneAndToAll() throws Exception {
    Client client = started(builder());
    assertThat(get(client.send(7, "psst"))).isEqualTo(SENT);
    get(client.sendAll("hello"));
    assertThat(route.bodies)
        .anySatisfy(
            body ->
                assertThat(body)
                    .startsWith("/p2pRoute")
                    .contains("\"userId\":42", "\"receiveUserId\":7", "\"msg\":\"psst\""))
        .anySatisfy(
            body ->
                assertThat(body)
                    .startsWith("/groupRoute")
                    .contains("\"userId\":42", "\"msg\":\"hello\""));
  }

  @Test
  void keepsTheOrder() throws Exception {
    Client client = started(builder());
    List<CompletableFuture<SendResult>> sends = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      sends.add(client.send(7, "<" + i + ">"));
    }
    for (CompletableFuture<SendResult> send : sends) {
      assertThat(get(send)).isEqualTo(SENT);
    }
    List<String> bodies = route.bodies.stream().filter(b -> b.startsWith("/p2pRoute")).toList();
    for (int i = 0; i < 50; i++) {
      assertThat(bodies.get(i)).contains("<" + i + ">");
    }
  }

  @Test
  void whatAV2RouteSaysOfSomebodyOfflineMeansStored() throws Exception {
    Client client = started(builder());
    route.answer("/p2pRoute", 200, "7000");
    assertThat(get(client.send(7, "for later")))
        .isEqualTo(new SendResult("", 0, SendStatus.STORED));
    route.answer("/p2pRoute", 200, "9000");
    assertThat(get(client.send(7, "now"))).isEqualTo(SENT);
  }

  @Test
  void aMissingAnswerIsUnknownAndNotRepeated() throws Exception {
    Client client = started(builder());
    route.answer("/p2pRoute", ClientSendTest::cutLine);
    route.answer("/groupRoute", ClientSendTest::cutLine);
    assertThat(get(client.send(7, "once"))).isEqualTo(UNKNOWN);
    assertThat(failure(client.sendAll("once"))).isInstanceOf(UnavailableException.class);
    assertThat(route.count("/p2pRoute")).isEqualTo(1);
    assertThat(route.count("/groupRoute")).isEqualTo(1);
  }

  @Test
  void whatCannotLeaveInItsTimeIsNotSent() throws Exception {
    Duration never = Duration.ofDays(100); // so that no repetition is under way at the end
    route.keepsConnections = false;
    Client client = started(builder().backoff(never, never).sendTimeout(Duration.ofMillis(300)));
    await().until(() -> route.count("/fetchOfflineMsgs") == 1);
    route.close();
    CompletableFuture<SendResult> send = client.send(7, "nobody listens");
    CompletableFuture<SendResult> group = client.sendAll("nobody listens");
    assertThat(failure(send)).isInstanceOf(NotSentException.class);
    assertThat(failure(group)).isInstanceOf(NotSentException.class);
    assertThat(client.state()).isEqualTo(ClientState.READY);
  }

  @Test
  void waitsForTheFirstLogin() throws Exception {
    server.answersPings = false;
    Client client = closing(builder().build());
    assertThat(failure(client.send(7, "too early"))).hasMessageContaining("not started");
    CompletableFuture<Void> start = client.start();
    CompletableFuture<SendResult> send = client.send(7, "early");
    await().until(() -> server.logins.size() == 1);
    assertThat(send).isNotDone();
    assertThat(route.count("/p2pRoute")).isZero();

    server.push(7, USER, "go");
    get(start);
    assertThat(get(send)).isEqualTo(SENT);
  }

  @Test
  void waitsForTheNextConnection() throws Exception {
    Client client = started(builder());
    route.answer("/login", 503, "7100");
    server.dropConnections();
    await().until(() -> client.state() == ClientState.RECONNECTING);
    CompletableFuture<SendResult> send = client.send(7, "patience");
    await().until(() -> recorder.failedAttempts.size() >= 2);
    assertThat(send).isNotDone();

    route.sendTo(server);
    assertThat(get(send)).isEqualTo(SENT);
    assertThat(route.count("/p2pRoute")).isEqualTo(1);
  }

  @Test
  void isNotSentWhenTheConnectionDoesNotComeBack() throws Exception {
    Client client = started(builder().sendTimeout(Duration.ofMillis(200)));
    route.answer("/login", 503, "7100");
    server.dropConnections();
    await().until(() -> client.state() == ClientState.RECONNECTING);
    assertThat(failure(client.send(7, "too long")))
        .isInstanceOf(NotSentException.class)
        .hasMessage("there was no way to the cluster for the text within 200 ms");
  }

  @Test
  void closingLetsSendsArrive() throws Exception {
    Client client = started(builder());
    route.answer(
        "/p2pRoute",
        () ->
            FakeRoute.envelope(200, "9000", "null")
                .newBuilder()
                .headersDelay(50, TimeUnit.MILLISECONDS)
                .build());
    CompletableFuture<SendResult> first = client.send(7, "last words");
    CompletableFuture<SendResult> second = client.send(7, "very last words");
    client.close();
    assertThat(first).isCompletedWithValue(SENT);
    assertThat(second).isCompletedWithValue(SENT);
    assertThat(failure(client.send(7, "late"))).hasMessage("the client is closed");
    assertThat(failure(client.sendAll("late"))).hasMessage("the client is closed");
  }

  @Test
  void nothingHangsAfterClose() throws Exception {
    server.answersPings = false;
    Client client = closing(builder().build());
    CompletableFuture<Void> start = client.start();
    CompletableFuture<SendResult> send = client.send(7, "waits");
    CompletableFuture<SendResult> group = client.sendAll("waits");
    await().until(() -> server.logins.size() == 1);

    client.close();

    assertThat(start).isCompletedExceptionally();
    assertThat(send).isCompletedExceptionally();
    assertThat(group).isCompletedExceptionally();
    await().until(() -> !server.holds(USER));
    client.close();
    assertThat(failure(client.start())).hasMessage("the client is closed");
    assertThat(client.state()).isEqualTo(ClientState.CLOSED);
  }

  @Test
  void whatIsOnItsWayAtTheEndIsUnknown() throws Exception {
    Client client = started(builder());
    route.answer(
        "/p2pRoute",
        () -> new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    CompletableFuture<SendResult> onItsWay = client.send(7, "first");
    CompletableFuture<SendResult> behind = client.send(7, "second");
    await().until(() -> route.count("/p2pRoute") == 1);
    client.close();
    assertThat(onItsWay).isCompletedWithValue(UNKNOWN);
    assertThat(behind).isCompletedExceptionally();
  }

  private static MockResponse cutLine() {
    return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
  }
}
