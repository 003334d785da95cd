package io.crossim.server.gateway;

import static io.crossim.server.gateway.GatewayFixture.received;
import static io.crossim.server.gateway.GatewayFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Receipt;
import io.crossim.common.protocol.Signal;
import io.crossim.server.api.LinkPing;
import io.crossim.server.api.Notice;
import io.crossim.server.api.NoticeBatch;
import io.crossim.server.api.Push;
import io.crossim.server.api.PushBatch;
import io.crossim.server.api.PushOutcome;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What routes bring for members of a group. */
class GroupPushTest {

  private static final long ANN = 7;
  private static final long BOB = 8;

  private final GatewayFixture gateway = new GatewayFixture();
  private final EmbeddedChannel ann = gateway.connect();
  private final EmbeddedChannel bob = gateway.connect();

  @BeforeEach
  void logIn() {
    login(ann, ANN, "conversations");
    login(bob, BOB, "");
  }

  @AfterEach
  void close() {
    ann.finishAndReleaseAll();
    bob.finishAndReleaseAll();
  }

  @Test
  void aServerSaysThatItTakesConversations() {
    assertThat(gateway.local.ping(LinkPing.getDefaultInstance()).join().getTakesConversations())
        .isTrue();
  }

  @Test
  void onePayloadServesManyPushes() {
    Push toAnn = gateway.messages.storeInGroup(ANN, 4711, 5, "hi all");
    Push toBob = gateway.messages.storeInGroup(BOB, 4711, 5, "hi all");
    Push own = gateway.messages.store(BOB, 5, "private");

    List<PushOutcome> outcomes =
        push(
            PushBatch.newBuilder()
                .addPayloads(ByteString.copyFromUtf8("of others"))
                .addPayloads(toAnn.getPayload())
                .addPushes(shared(toAnn, 2))
                .addPushes(shared(toBob, 2))
                .addPushes(own)
                .build());

    assertThat(outcomes).containsOnly(PushOutcome.TAKEN).hasSize(3);
    assertThat(texts(ann)).containsExactly("hi all");
    assertThat(texts(bob)).containsExactly("hi all", "private");
    assertThat(gateway.messages.reads).hasValue(0);
  }

  @Test
  void aPushWithoutAMessageMakesTheFeedRead() {
    gateway.messages.storeInGroup(ANN, 4711, 5, "one");
    Push head = gateway.messages.storeInGroup(ANN, 4711, 5, "two");

    assertThat(push(PushBatch.newBuilder().addPushes(shared(head, 0)).build()))
        .containsExactly(PushOutcome.LATER);

    assertThat(texts(ann)).containsExactly("one", "two");
    assertThat(gateway.messages.reads).hasValue(1);
    push(PushBatch.newBuilder().addPushes(shared(head, 0)).build());
    assertThat(gateway.messages.reads).as("reads of what is there already").hasValue(1);
  }

  @Test
  void aNumberOfNoPayloadIsLikeNone() {
    Push one = gateway.messages.storeInGroup(ANN, 4711, 5, "one");
    Push two = gateway.messages.storeInGroup(ANN, 4711, 5, "two");

    push(
        PushBatch.newBuilder()
            .addPayloads(one.getPayload())
            .addPushes(shared(one, 2))
            .addPushes(shared(two, -1))
            .build());

    assertThat(texts(ann)).containsExactly("one", "two");
  }

  @Test
  void noticesGoToThoseWhoKnowConversations() {
    Frame typing =
        Frame.newBuilder()
            .setCmd(Command.SIGNAL)
            .addSignals(
                Signal.newBuilder()
                    .setUserId(5)
                    .setConversation(Conversation.newBuilder().setId(5)))
            .build();
    Frame read =
        Frame.newBuilder()
            .setCmd(Command.RECEIPT)
            .addReceipts(Receipt.newBuilder().setUserId(5).setRead(3))
            .build();

    notices(
        Notice.newBuilder()
            .setFrame(typing.toByteString())
            .addReceiverIds(ANN)
            .addReceiverIds(BOB)
            .addReceiverIds(99)
            .build(),
        Notice.newBuilder().setFrame(read.toByteString()).addReceiverIds(ANN).build());

    assertThat(received(ann)).containsExactly(typing, read);
    assertThat(received(bob)).isEmpty();
    assertThat(gateway.meters.get("cim.notices").tag("outcome", "written").counter().count())
        .isEqualTo(2);
  }

  @Test
  void aNoticeForABusyConnectionIsDropped() {
    ann.unsafe().outboundBuffer().setUserDefinedWritability(1, false);

    notices(
        Notice.newBuilder()
            .setFrame(Frame.newBuilder().setCmd(Command.SIGNAL).build().toByteString())
            .addReceiverIds(ANN)
            .build());

    assertThat(received(ann)).isEmpty();
    assertThat(ann.isOpen()).isTrue();
    assertThat(gateway.meters.get("cim.notices").tag("outcome", "dropped").counter().count())
        .isEqualTo(1);
  }

  private void notices(Notice... notices) {
    CompletableFuture<?> done =
        gateway.local.notices(NoticeBatch.newBuilder().addAllNotices(List.of(notices)).build());
    ann.runPendingTasks();
    bob.runPendingTasks();
    assertThat(done).isCompleted();
  }

  private List<PushOutcome> push(PushBatch batch) {
    var reply = gateway.local.push(batch);
    ann.runPendingTasks();
    bob.runPendingTasks();
    return reply.join().getOutcomesList();
  }

  private static Push shared(Push push, int payload) {
    return push.toBuilder().clearPayload().setSharedPayload(payload).build();
  }

  private static List<String> texts(EmbeddedChannel client) {
    return received(client).stream()
        .flatMap(frame -> frame.getMessagesList().stream())
        .map(Message::getBody)
        .map(ByteString::toStringUtf8)
        .toList();
  }

  private static void login(EmbeddedChannel client, long user, String features) {
    send(
        client,
        Frames.login(user, "u" + user).toBuilder()
            .putProperties("proto", "3")
            .putProperties("features", features)
            .build());
    received(client);
  }
}
