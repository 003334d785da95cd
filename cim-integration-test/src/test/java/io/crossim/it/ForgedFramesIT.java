package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Position;
import io.crossim.it.client.Patience;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.SingleProcess;
import io.crossim.sdk.Accounts;
import io.crossim.sdk.Client;
import io.crossim.sdk.ClientBuilder;
import io.crossim.sdk.ReceivedMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames that a stranger writes behind a login as somebody else, in one piece. */
class ForgedFramesIT {

  private static final Duration CLOSED_WITHIN = Patience.LONG;
  private static final String PASSWORD = "correct horse battery";
  private static final int ROUNDS = 20;

  @TempDir private static Path directory;
  private static SingleProcess cim;

  @BeforeAll
  static void start() {
    cim = SingleProcess.start(directory, "cim.security.accounts=password");
  }

  @AfterAll
  static void stop() {
    cim.close();
  }

  @Test
  void whatFollowsARefusedLoginReachesNobody() throws Exception {
    User victim = register("victim");
    User bob = register("bob");
    User eve = register("eve");
    List<String> toBob = new CopyOnWriteArrayList<>();
    try (Client bobsClient = client(bob).listener(message -> toBob.add(message.text())).build();
        Client evesClient = client(eve).build()) {
      bobsClient.start().get(20, TimeUnit.SECONDS);
      evesClient.start().get(20, TimeUnit.SECONDS);

      for (int round = 0; round < ROUNDS; round++) {
        for (String token : List.of("", "no token", token(eve))) {
          forge(login(victim, token, "elsewhere"), sends(bob, round, token));
        }
      }
      // Behind all of them in the receiver's inbox.
      evesClient.send(bob.id(), "the end").get(20, TimeUnit.SECONDS);
      await().untilAsserted(() -> assertThat(toBob).contains("the end"));

      assertThat(toBob).containsExactly("the end");
    }
  }

  @Test
  void whatFollowsARefusedLoginDeletesNothing() throws Exception {
    User victim = register("victim");
    User eve = register("eve");
    String epoch;
    try (Client evesClient = client(eve).build()) {
      evesClient.start().get(20, TimeUnit.SECONDS);
      for (int i = 1; i <= 5; i++) {
        evesClient.send(victim.id(), "unread " + i).get(20, TimeUnit.SECONDS);
      }
    }
    epoch = epochOf(eve);

    for (int round = 0; round < ROUNDS; round++) {
      for (String token : List.of("", token(eve))) {
        forge(
            login(victim, token, "sdk"),
            position(Command.SYNC, epoch),
            position(Command.ACK, epoch));
      }
    }

    List<String> toVictim = new CopyOnWriteArrayList<>();
    try (Client client =
        client(victim).device("sdk").listener(message -> toVictim.add(message.text())).build()) {
      client.start().get(20, TimeUnit.SECONDS);
      await().untilAsserted(() -> assertThat(toVictim).hasSizeGreaterThanOrEqualTo(5));
    }
    assertThat(toVictim)
        .isEqualTo(IntStream.rangeClosed(1, 5).mapToObj(i -> "unread " + i).toList());
    assertThat(epochOf(victim)).isNotEqualTo(epoch);
  }

  @Test
  void whatASenderWritesIntoTheFieldsOfCimReachesNobody() throws Exception {
    User victim = register("victim");
    User bob = register("bob");
    User eve = register("eve");
    List<ReceivedMessage> toBob = new CopyOnWriteArrayList<>();
    Message forged =
        Message.newBuilder()
            .setConversation(Conversation.newBuilder().setId(bob.id()))
            .setClientMsgId("forged")
            .setBody(ByteString.copyFromUtf8("hi"))
            .setSenderId(victim.id())
            .setSenderName(victim.name())
            .setMessageId(4711)
            .setSeq(4712)
            .setSentAt(4713)
            .setBatchSize(2)
            .setBatchIndex(1)
            .build();
    try (Client bobsClient = client(bob).listener(toBob::add).build();
        V2Client evesSocket = V2Client.connect("127.0.0.1", cim.process().tcpPort())) {
      bobsClient.start().get(20, TimeUnit.SECONDS);
      evesSocket.send(login(eve, token(eve), "desk"));
      evesSocket.send(Frame.newBuilder().setCmd(Command.SEND).addMessages(forged).build());
      await().untilAsserted(() -> assertThat(toBob).isNotEmpty());
    }
    assertThat(toBob)
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.senderId()).isEqualTo(eve.id());
              assertThat(message.senderName()).isEqualTo(eve.name());
              assertThat(message.conversation().id()).isEqualTo(eve.id());
              assertThat(message.seq()).isEqualTo(1);
              assertThat(message.messageId()).isNotEqualTo("4711");
              assertThat(message.sentAt()).isAfter(Instant.EPOCH.plusSeconds(60));
            });
  }

  /** Writes frames in one piece, and waits until the server has closed. */
  private static void forge(Frame login, Frame... behind) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    login.writeDelimitedTo(bytes);
    for (Frame frame : behind) {
      frame.writeDelimitedTo(bytes);
    }
    try (V2Client socket = V2Client.connect("127.0.0.1", cim.process().tcpPort())) {
      socket.sendBytes(bytes.toByteArray());
      socket.awaitClosed(CLOSED_WITHIN);
    }
  }

  private static Frame[] sends(User to, int round, String token) {
    return IntStream.range(0, 20)
        .mapToObj(
            i ->
                Frame.newBuilder()
                    .setCmd(Command.SEND)
                    .addMessages(
                        Message.newBuilder()
                            .setConversation(
                                i % 4 == 0
                                    ? Conversation.newBuilder().setType(Conversation.Type.ALL)
                                    : Conversation.newBuilder().setId(to.id()))
                            .setClientMsgId(round + "-" + token.length() + "-" + i)
                            .setBody(ByteString.copyFromUtf8("forged")))
                    .build())
        .toArray(Frame[]::new);
  }

  private static Frame position(Command command, String epoch) {
    return Frame.newBuilder()
        .setCmd(command)
        .setPosition(Position.newBuilder().setEpoch(epoch).setSeq(5))
        .build();
  }

  /** As a login of their own is told. */
  private static String epochOf(User user) throws IOException {
    try (V2Client socket = V2Client.connect("127.0.0.1", cim.process().tcpPort())) {
      socket.send(login(user, token(user), "a look"));
      await().untilAsserted(() -> assertThat(socket.messages()).isNotEmpty());
      return socket.messages().get(0).getLoginAck().getEpoch();
    }
  }

  private static Frame login(User user, String token, String device) {
    return Frame.newBuilder()
        .setCmd(Command.LOGIN_REQUEST)
        .setId(user.id())
        .setText(user.name())
        .putProperties("proto", "3")
        .putProperties("device", device)
        .putProperties("token", token)
        .build();
  }

  private static User register(String stem) {
    var account = Accounts.register(cim.route().url(), Route.uniqueName(stem), PASSWORD);
    return new User(account.userId(), account.userName());
  }

  private static String token(User user) {
    return cim.route()
        .http()
        .post("/token", Map.of("userId", user.id(), "password", PASSWORD))
        .orFail()
        .path("token")
        .asString();
  }

  private static ClientBuilder client(User user) {
    return Client.builder()
        .routeUrl(cim.route().url())
        .user(user.id(), user.name())
        .password(PASSWORD);
  }
}
