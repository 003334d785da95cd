package io.crossim.route.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import io.crossim.common.result.UnavailableException;
import io.crossim.metastore.ServerNode;
import io.crossim.server.api.Push;
import io.crossim.server.api.PushBatch;
import io.crossim.server.api.PushOutcome;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerLinkTest {

  private final FakeGateway server = new FakeGateway("one");
  private final ServerLink link =
      new ServerLink(new ServerNode("10.0.0.1", 11211, 8081, "one"), server, Runnable::run);

  @Test
  void anAnswerMakesItAlive() {
    assertThat(link.isAlive()).isFalse();
    link.ping("");
    assertThat(link.isAlive()).isTrue();
  }

  @Test
  void threeMissesMakeItDead() {
    link.ping("");
    server.fail(new SocketTimeoutException("slow"));
    link.ping("");
    link.ping("");
    assertThat(link.isAlive()).isTrue();
    link.ping("");
    assertThat(link.isAlive()).isFalse();
  }

  @Test
  void anAnswerBetweenMissesCountsThemAnew() {
    link.ping("");
    for (int i = 0; i < 4; i++) {
      server.fail(new SocketTimeoutException("slow"));
      link.ping("");
      link.ping("");
      server.fail(null);
      link.ping("");
    }
    assertThat(link.isAlive()).isTrue();
  }

  @Test
  void aRefusedConnectionMakesItDeadAtOnce() {
    link.ping("");
    server.fail(new ConnectException("Connection refused"));
    Push push = Push.newBuilder().setReceiverId(1).build();
    assertThatThrownBy(() -> link.pushes().push(push).join())
        .hasCauseInstanceOf(UnavailableException.class);
    assertThat(link.isAlive()).isFalse();
  }

  @Test
  void anotherProcessAtTheSameAddressMakesItDead() {
    link.ping("");
    server.incarnation = "two";
    link.ping("");
    assertThat(link.isAlive()).isFalse();
  }

  @Test
  void aServerThatAnswersAgainIsAliveAgain() {
    link.ping("");
    server.fail(new ConnectException("Connection refused"));
    link.ping("");
    server.fail(null);
    link.ping("");
    assertThat(link.isAlive()).isTrue();
  }

  @Test
  void aServerThatWasTakenForDeadIsAskedOnceToBindItsSessionsAgain() {
    link.ping("");
    link.ping("");
    assertThat(server.boundAgain).hasValue(0);

    server.fail(new SocketTimeoutException("slow"));
    for (int i = 0; i < 4; i++) {
      link.ping("");
    }
    server.fail(null);
    link.ping("");
    assertThat(server.boundAgain).hasValue(1);
    link.ping("");
    assertThat(server.boundAgain).hasValue(1);
  }

  @Test
  void aServerThatKnowsItGetsACommonPayloadOnce() {
    server.takesConversations = true;
    link.ping("");
    SharedPayload payload = new SharedPayload(ByteString.copyFrom(new byte[] {50, 0}), 2);

    WaitingPush one = new WaitingPush(List.of(Push.newBuilder().setReceiverId(1).build()), payload);
    WaitingPush other =
        new WaitingPush(List.of(Push.newBuilder().setReceiverId(2).build()), payload);
    WaitingPush own =
        new WaitingPush(
            List.of(Push.newBuilder().setReceiverId(3).setPayload(payload.bytes()).build()), null);
    PushBatch batch = WaitingPush.batch(List.of(one, own, other), /* isSharing= */ true);

    assertThat(batch.getPayloadsList()).containsExactly(payload.bytes());
    assertThat(batch.getPushesList())
        .extracting(Push::getReceiverId, Push::getSharedPayload, Push::getPayload)
        .containsExactly(
            tuple(1L, 1, ByteString.EMPTY),
            tuple(3L, 0, payload.bytes()),
            tuple(2L, 1, ByteString.EMPTY));
    assertThat(link.pushes().push(one.pushes().get(0), payload).join())
        .containsExactly(PushOutcome.TAKEN);
    assertThat(server.pushed.get(0).getSharedPayload()).isEqualTo(1);
  }

  @Test
  void aServerOfAnEarlierVersionGetsItWithEachPushAndNoPushWithoutOne() {
    link.ping("");
    Push push = Push.newBuilder().setReceiverId(1).build();
    ByteString bytes = ByteString.copyFrom(new byte[] {50, 0}); // an empty name

    assertThat(link.pushes().push(push, new SharedPayload(bytes, 1)).join())
        .containsExactly(PushOutcome.TAKEN);
    assertThat(link.pushes().push(push, SharedPayload.NONE).join())
        .containsExactly(PushOutcome.LATER);

    assertThat(server.pushed).extracting(Push::getPayload).containsExactly(bytes);
  }

  @Test
  void aServerThatMissedPushesIsToldOnceHowFarTheInboxesReach() {
    server.takesConversations = true;
    link.ping("");
    ByteString bytes = ByteString.copyFrom(new byte[] {50, 0});
    server.fail(new SocketTimeoutException("slow"));
    for (long seq : new long[] {7, 9, 8}) {
      link.pushes().push(place(1, seq).toBuilder().setPayload(bytes).build());
    }
    link.pushes().push(place(2, 3), new SharedPayload(bytes, 2));
    link.ping("");
    assertThat(server.pushed).isEmpty();

    server.fail(null);
    link.ping("");
    link.ping("");
    assertThat(server.pushed).containsExactlyInAnyOrder(place(1, 9), place(2, 3));
  }

  @Test
  void aPushThatMayNotWaitIsToldWhenThereIsRoom() {
    server.takesConversations = true;
    link.ping("");
    Push large =
        place(1, 2).toBuilder().setPayload(ByteString.copyFrom(new byte[17 << 20])).build();
    server.answersPushes = false;
    link.pushes().push(place(1, 1));
    link.pushes().push(large);
    assertThat(link.pushes().push(place(1, 3))).isCompletedExceptionally();
    link.ping("");

    server.answersPushes = true;
    server.unanswered.remove().completeExceptionally(new SocketTimeoutException("slow"));
    link.ping("");
    assertThat(server.pushed).containsExactly(large, place(1, 3));
  }

  private static Push place(long user, long seq) {
    return Push.newBuilder().setReceiverId(user).setEpoch("e").setSeq(seq).build();
  }
}
