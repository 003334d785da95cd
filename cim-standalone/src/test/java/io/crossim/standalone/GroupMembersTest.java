package io.crossim.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.DeliveryStatus;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Receipt;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.protocol.Signal;
import io.crossim.server.session.LocalNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Members of a group whose clients speak every protocol, in a whole CIM. */
@WholeCim
class GroupMembersTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path data;

  @DynamicPropertySource
  static void dataDirectory(DynamicPropertyRegistry registry) {
    registry.add("cim.data.directory", data::toString);
  }

  @Autowired private LocalNode node;
  @LocalServerPort private int http;

  private long group;

  @Test
  void everyMemberGetsWhatTheirClientKnows() throws Exception {
    long ann = register("ann");
    long bob = register("bob");
    long cy = register("cy");
    long dan = register("dan");
    try (Client annClient = v3(ann, "ann", "conversations");
        Client bobClient = v3(bob, "bob", "");
        Client danClient = v3(dan, "dan", "conversations");
        Client cyClient = v2(cy, "cy")) {
      group =
          post(
                  "/group/create",
                  "{\"userId\":%d,\"name\":\"climbers\",\"members\":[%d,%d,%d],\"clientMsgId\":\"g\"}"
                      .formatted(ann, bob, cy, dan))
              .path("groupId")
              .asLong();
      assertThat(group).isPositive();

      Message joined = danClient.message();
      assertThat(joined.getKind()).isEqualTo(Kind.JOINED);
      assertThat(joined.getUsersList()).contains(bob, cy, dan);
      assertThat(bobClient.message().getContentType()).isEqualTo("application/x-cim-event");

      SendAck ack = annClient.send(text("c1", "hello"));
      assertThat(ack.getCode()).isEqualTo("9000");
      assertThat(ack.getStatus()).isEqualTo(DeliveryStatus.STORED);
      assertThat(ack.getSeq()).isZero();

      Message atDan = danClient.message();
      assertThat(atDan.getBody().toStringUtf8()).isEqualTo("hello");
      assertThat(atDan.getConversation()).isEqualTo(conversation());
      assertThat(atDan.getConversationName()).isEqualTo("climbers");
      assertThat(atDan.getConversationSeq()).isEqualTo(ack.getConversationSeq());
      assertThat(atDan.getConversationMessageId()).isEqualTo(ack.getMessageId());
      assertThat(atDan.getSenderId()).isEqualTo(ann);
      assertThat(bobClient.message().getBody().toStringUtf8()).isEqualTo("hello");

      Frame atCy = cyClient.read(Command.MESSAGE);
      assertThat(atCy.getText()).isEqualTo("[climbers] hello");
      assertThat(atCy.getPropertiesMap())
          .containsEntry("groupId", Long.toString(group))
          .containsEntry("groupName", "climbers")
          .containsEntry("sendUserName", "ann");

      danClient.write(
          Frame.newBuilder()
              .setCmd(Command.RECEIPT)
              .addReceipts(
                  Receipt.newBuilder()
                      .setConversation(conversation())
                      .setRead(ack.getConversationSeq()))
              .build());
      danClient.write(
          Frame.newBuilder()
              .setCmd(Command.SIGNAL)
              .addSignals(Signal.newBuilder().setConversation(conversation()))
              .build());
      Signal typing = annClient.read(Command.SIGNAL).getSignals(0);
      assertThat(typing.getUserId()).isEqualTo(dan);
      assertThat(typing.getConversation()).isEqualTo(conversation());
      Receipt read = annClient.read(Command.RECEIPT).getReceipts(0);
      assertThat(read.getUserId()).isEqualTo(dan);
      assertThat(read.getRead()).isEqualTo(ack.getConversationSeq());

      post(
          "/group/remove",
          "{\"userId\":%d,\"groupId\":%d,\"users\":[%d]}".formatted(ann, group, cy));
      annClient.send(text("c2", "without cy"));
      assertThat(danClient.message().getKind()).isEqualTo(Kind.LEFT);
      assertThat(danClient.message().getBody().toStringUtf8()).isEqualTo("without cy");
      cyClient.write(Frames.ping(cy));
      assertThat(cyClient.read()).isEqualTo(Frames.pong(cy));
    }
  }

  private Message text(String id, String text) {
    return Message.newBuilder()
        .setConversation(conversation())
        .setClientMsgId(id)
        .setBody(ByteString.copyFromUtf8(text))
        .build();
  }

  private Conversation conversation() {
    return Conversation.newBuilder().setType(Conversation.Type.GROUP).setId(group).build();
  }

  private long register(String name) throws Exception {
    return post("/registerAccount", "{\"userName\":\"" + name + "\"}").path("userId").asLong();
  }

  private JsonNode post(String path, String body) throws Exception {
    String answer =
        HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.ofString())
            .body();
    JsonNode read = JSON.readTree(answer);
    assertThat(read.path("code").asString()).as(answer).isEqualTo("9000");
    return read.path("dataBody");
  }

  private Client v3(long user, String name, String features) throws IOException {
    Client client = new Client();
    client.write(
        Frames.login(user, name).toBuilder()
            .putProperties("proto", "3")
            .putProperties("features", features)
            .build());
    assertThat(client.read(Command.LOGIN_ACK).getLoginAck().getCode()).isEqualTo("9000");
    return client;
  }

  private Client v2(long user, String name) throws IOException {
    Client client = new Client();
    client.write(Frames.login(user, name));
    client.write(Frames.ping(user));
    assertThat(client.read()).isEqualTo(Frames.pong(user));
    return client;
  }

  /** A connection to the server of this process. */
  private final class Client implements AutoCloseable {

    private final Socket socket;

    private Client() throws IOException {
      int port = node.current().orElseThrow().cimServerPort();
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(10_000);
    }

    void write(Frame frame) throws IOException {
      frame.writeDelimitedTo(socket.getOutputStream());
    }

    Frame read() throws IOException {
      return Frame.parseDelimitedFrom(socket.getInputStream());
    }

    /** The next frame of a kind; what comes before it is left out. */
    Frame read(Command command) throws IOException {
      Frame frame = read();
      while (frame.getCmd() != command) {
        frame = read();
      }
      return frame;
    }

    Message message() throws IOException {
      return read(Command.PUSH).getMessages(0);
    }

    SendAck send(Message message) throws IOException {
      write(Frame.newBuilder().setCmd(Command.SEND).addMessages(message).build());
      return read(Command.SEND_ACK).getSendAcks(0);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
