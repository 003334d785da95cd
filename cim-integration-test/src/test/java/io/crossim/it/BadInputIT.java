package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.it.client.Answer;
import io.crossim.it.client.Patience;
import io.crossim.it.client.Route;
import io.crossim.it.client.ServerAt;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.SharedCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever comes in gets a clear error or a closed connection, and the others chat on. */
@ExtendWith(SharedCluster.class)
class BadInputIT {

  private static final Duration SOON = Patience.LONG;

  private CimCluster cluster;
  private Route route;
  private User ana;
  private User bo;
  private V2Client bystander;

  @BeforeEach
  void startTalking(CimCluster shared) {
    cluster = shared;
    route = shared.route(0);
    ana = route.register("ana");
    bo = cluster.userOn(0, route, "bo");
    bystander = V2Client.online(route, bo);
  }

  @AfterEach
  void othersChatOn() {
    route.toOne(ana, bo, "still fine").orFail();
    bystander.awaitPush("still fine", ana, bo);
    bystander.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/registerAccount | {                                      | JSON",
        "/registerAccount | nonsense                               | JSON",
        "/registerAccount | []                                     | ",
        "/registerAccount | {}                                     | userName",
        "/registerAccount | {\"userName\":null}                    | userName",
        "/registerAccount | {\"userName\":\" \"}                   | userName",
        "/registerAccount | {\"userName\":\"a\\u0007b\"}           | userName",
        "/login           | {}                                     | userId",
        "/login           | {\"userId\":\"x\",\"userName\":\"a\"}  | userId",
        "/login           | {\"userId\":-7,\"userName\":\"a\"}     | userId",
        "/login           | {\"userId\":7}                         | userName",
        "/groupRoute      | {\"msg\":\"a\"}                        | userId",
        "/groupRoute      | {\"userId\":1}                         | msg",
        "/groupRoute      | {\"userId\":-1,\"msg\":\"a\"}          | userId",
        "/p2pRoute        | {\"userId\":1,\"msg\":\"a\"}           | receiveUserId",
        "/p2pRoute        | {\"userId\":1,\"receiveUserId\":2}     | msg",
        "/offLine         | {}                                     | userId",
      })
  void badCallIsToldWhatWasExpected(String path, String body, String named) {
    Answer answer = route.http().postText(path, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("3000");
    if (named != null) {
      assertThat(answer.message()).contains(named);
    }
    assertThat(answer.fields()).containsExactlyInAnyOrder("code", "message", "reqNo", "dataBody");
    assertThat(answer.message()).doesNotContain("Exception").doesNotContain("io.crossim");
  }

  @Test
  void nameBeyondTheLongestIsRefused() {
    Answer answer =
        route.http().postText("/registerAccount", "{\"userName\":\"" + "x".repeat(65) + "\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("3000");
    assertThat(answer.message()).contains("userName");
  }

  @Test
  void leniencyOfOldScriptsIsKept() {
    String body =
        """
        {"userId":"%d","receiveUserId":"%d","msg":"as text","batchMsg":null,
         "reqNo":null,"timeStamp":"17","unknownField":{"a":[1]}}
        """
            .formatted(ana.id(), bo.id());
    route.http().postText("/p2pRoute", body).orFail();
    bystander.awaitPush("as text", ana, bo);
  }

  @Test
  void strangersAreRefused() {
    User stranger = new User(4711, "stranger");
    assertThat(route.toOne(ana, stranger, "x").code()).isEqualTo("9100");
    assertThat(route.toOne(ana, stranger, "x").status()).isEqualTo(400);
    assertThat(route.toOne(stranger, bo, "x").code()).isEqualTo("9100");
    assertThat(route.login(stranger).code()).isEqualTo("9100");
    assertThat(route.offline(stranger).code()).isEqualTo("9000");
  }

  @Test
  void tenMegabytesOfTextAreRefused() {
    Answer answer = route.toOne(ana, bo, "x".repeat(10_000_000));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("3000");
    assertThat(route.toAll(ana, "x".repeat(10_000_000)).code()).isEqualTo("3000");
    assertThat(bystander.messages()).isEmpty();
  }

  @Test
  void unknownPathHasTheEnvelopeToo() {
    Answer answer = route.http().get("/nothing/here");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.fields()).containsExactlyInAnyOrder("code", "message", "reqNo", "dataBody");
  }

  @Test
  void garbageOnTheTcpPortIsCutOff() {
    byte[] garbage = new byte[4_096];
    new Random(7).nextBytes(garbage);
    // A varint without end cannot be a length.
    for (int i = 0; i < 10; i++) {
      garbage[i] = (byte) 0xff;
    }
    assertCutOff(garbage);
  }

  @Test
  void twoGigabytesAnnouncedAreCutOff() {
    assertCutOff((byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0x07);
  }

  @Test
  void frameThatIsNoMessageIsCutOff() {
    assertCutOff((byte) 3, (byte) 0xff, (byte) 0xff, (byte) 0xff);
  }

  @Test
  void httpOnTheTcpPortIsCutOff() {
    assertCutOff(
        ("GET /" + "x".repeat(200) + " HTTP/1.1\r\nHost: x\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
  }

  private void assertCutOff(byte... bytes) {
    ServerAt server = cluster.serverAt(0);
    try (V2Client client = V2Client.connect(server.host(), server.tcpPort())) {
      client.sendBytes(bytes);
      client.awaitClosed(SOON);
    }
  }

  @Test
  void messageBeforeTheLoginReachesNobody() {
    ServerAt server = cluster.serverAt(0);
    try (V2Client client = V2Client.connect(server.host(), server.tcpPort())) {
      client.send(
          Frame.newBuilder().setCmd(Command.MESSAGE).setId(bo.id()).setText("let me in").build());
      client.awaitClosed(SOON);
    }
    assertThat(bystander.texts()).doesNotContain("let me in");
  }

  @Test
  void loginOfAStrangerOnTheSocketIsCutOff() {
    ServerAt server = cluster.serverAt(0);
    try (V2Client client = V2Client.connect(server.host(), server.tcpPort())) {
      client.login(new User(4711, "stranger"));
      client.awaitClosed(SOON);
      assertThat(client.messages()).isEmpty();
    }
    assertThat(route.onlineNames()).doesNotContain("stranger");
  }
}
