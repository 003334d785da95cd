package io.crossim.server.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.SendAck;
import io.crossim.server.TestClient;
import io.crossim.server.TestServer;
import io.crossim.server.connection.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What clients send, on its way to a route. */
class UplinkTest {

  private static final int MANY = 5_000;

  @RegisterExtension final TestServer server = new TestServer();

  @Test
  void whoSendsTooMuchIsSlowedDownAndKeepsHisOrder() throws IOException {
    server.messages.gate = new CompletableFuture<>();
    try (TestClient ann = v3(7, "ann")) {
      for (int i = 0; i < MANY; i++) {
        ann.send(message(Integer.toString(i)));
      }
      Connection connection = server.registry.of(7).iterator().next();
      server.ticker.advance(Duration.ofSeconds(60));
      // He is made to wait: his silence is none.
      await().until(() -> connection.liveness().silence().isZero());

      server.messages.gate.complete(null);

      List<String> answered = new ArrayList<>();
      while (answered.size() < MANY) {
        for (SendAck ack : ann.read().getSendAcksList()) {
          assertThat(ack.getCode()).isEqualTo("9000");
          answered.add(ack.getClientMsgId());
        }
      }
      List<String> all = IntStream.range(0, MANY).mapToObj(Integer::toString).toList();
      assertThat(answered).isEqualTo(all);
      assertThat(server.messages.sends).extracting(item -> item.getClientMsgId()).isEqualTo(all);
    }
  }

  private TestClient v3(long userId, String name) throws IOException {
    TestClient client = server.connect();
    client.send(
        Frames.login(userId, name).toBuilder()
            .putProperties("proto", "3")
            .putProperties("device", "test")
            .build());
    assertThat(client.read().getCmd()).isEqualTo(Command.LOGIN_ACK);
    return client;
  }

  private static Frame message(String id) {
    return Frame.newBuilder()
        .setCmd(Command.SEND)
        .addMessages(Message.newBuilder().setClientMsgId(id).setBody(ByteString.copyFromUtf8("hi")))
        .build();
  }
}
