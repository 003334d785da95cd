package io.crossim.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.common.protocol.Command;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client whose server stops answering without closing anything. */
class ClientFrozenServerTest extends ClientFixture {

  private final FakeServer other = closing(new FakeServer());

  @BeforeEach
  void speakV3() {
    server.speaksV3 = true;
    other.speaksV3 = true;
  }

  @Test
  void triesAnotherServerAndSendsThereWhatHadNoAnswer() throws Exception {
    Client client = started(builder().heartbeat(Duration.ofMillis(200), Duration.ofMillis(200)));
    server.freeze();
    CompletableFuture<SendResult> send = client.send(7, "anybody?");
    route.answer("/login", 200, "5000"); // the old session still counts
    await().until(() -> recorder.failedAttempts.size() >= 2);
    assertThat(client.state()).isEqualTo(ClientState.RECONNECTING);

    route.sendTo(other);

    assertThat(get(send).status()).isEqualTo(SendStatus.PUSHED);
    assertThat(other.received(Command.SEND)).hasSize(1);
    server.thaw();
    await().until(() -> !server.holds(USER));
  }

  @Test
  void aServerThatAnswersIsKept() throws Exception {
    started(builder().heartbeat(Duration.ofMillis(20), Duration.ofSeconds(20)));
    await().until(() -> server.received(Command.PING).size() >= 5);
    assertThat(server.logins).hasSize(1);
  }
}
