package io.crossim.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ClientReconnectTest extends ClientFixture {

  @Test
  void comesBackOnAnotherServerWhenItsServerIsKilled() throws Exception {
    Client client = started(builder());
    FakeServer other = closing(new FakeServer());
    route.sendTo(other);

    server.close();

    await().until(() -> other.holds(USER) && client.state() == ClientState.READY);
    assertThat(client.server().orElseThrow().cimServerPort()).isEqualTo(other.port());
    other.push(7, USER, "welcome back");
    await().untilAsserted(() -> assertThat(recorder.texts()).containsExactly("welcome back"));
    assertThat(recorder.states)
        .containsExactly(
            ClientState.CONNECTING, ClientState.READY, ClientState.RECONNECTING, ClientState.READY);
  }

  @Test
  void tellsTheRouteThatItsOldConnectionIsGone() throws Exception {
    Client client = started(builder());
    server.dropConnections();
    await().until(() -> server.logins.size() == 2 && client.state() == ClientState.READY);
    assertThat(route.calls.stream().filter(call -> !call.equals("/fetchOfflineMsgs")))
        .containsExactly("/login", "/offLine", "/login");
  }

  @Test
  void aFailedHintHoldsNothingUp() throws Exception {
    Client client = started(builder());
    route.answer("/offLine", 500, "4000");
    server.dropConnections();
    await().until(() -> server.logins.size() == 2 && client.state() == ClientState.READY);
  }

  @Test
  void triesARepeatLoginAgainWhileReconnecting() throws Exception {
    Client client = started(builder());
    route.answer("/login", 200, "5000");
    server.dropConnections();
    await().until(() -> recorder.failedAttempts.size() >= 2);
    assertThat(client.state()).isEqualTo(ClientState.RECONNECTING);
    assertThat(client.server()).isEmpty();

    route.sendTo(server);
    await().until(() -> client.state() == ClientState.READY);
  }

  @Test
  void anAccountThatIsGoneIsFinal() throws Exception {
    Client client = started(builder());
    route.answer("/login", 400, "9100");
    server.dropConnections();
    await().until(() -> client.state() == ClientState.FAILED);
  }

  @Test
  void outlivesARouteThatIsAway() throws Exception {
    Client client = started(builder());
    route.answer("/login", () -> FakeRoute.envelope(503, "4000", "null"));
    server.dropConnections();
    await().until(() -> recorder.failedAttempts.size() >= 5);
    route.sendTo(server);
    await().until(() -> client.state() == ClientState.READY);
  }

  @Test
  void manyClientsShareNothingButThreads() throws Exception {
    long[] users = LongStream.rangeClosed(1, 3).toArray();
    Recorder[] recorders = new Recorder[4];
    Client[] clients = new Client[4];
    for (long user : users) {
      int i = (int) user;
      recorders[i] = new Recorder();
      clients[i] =
          started(
              builder().user(user, "user" + user).listener(recorders[i]).stateListener(c -> {}));
    }

    for (long user : users) {
      server.push(9, user, "to " + user);
    }
    for (long user : users) {
      await()
          .untilAsserted(
              () -> assertThat(recorders[(int) user].texts()).containsExactly("to " + user));
    }

    clients[1].close();
    assertThat(clients[1].state()).isEqualTo(ClientState.CLOSED);
    server.dropConnections();
    for (long user : new long[] {2, 3}) {
      await().until(() -> clients[(int) user].state() == ClientState.READY && server.holds(user));
      server.push(9, user, "again");
      await().until(() -> recorders[(int) user].texts().contains("again"));
    }
    assertThat(server.logins).filteredOn(id -> id == 1).hasSize(1);
  }

  @Test
  void stopsTryingWhenClosed() throws Exception {
    Client client = started(builder());
    route.answer("/login", 503, "7100");
    server.dropConnections();
    await().until(() -> recorder.failedAttempts.size() >= 1);
    CompletableFuture<SendResult> send = client.send(7, "waits");

    client.close();

    assertThat(client.state()).isEqualTo(ClientState.CLOSED);
    assertThat(failure(send)).hasMessage("the client is closed");
    await().until(() -> recorder.states.contains(ClientState.CLOSED));
  }
}
