package io.crossim.route.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossim.common.protocol.Message;
import io.crossim.common.result.Await;
import io.crossim.common.result.UnavailableException;
import io.crossim.metastore.RouteNode;
import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.server.api.PushBatch;
import io.crossim.server.api.PushOutcome;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupDeliveriesTest {

  private final ConversationFixture route = new ConversationFixture();

  @AfterEach
  void close() {
    route.close();
  }

  @Test
  void whatIsPostedGetsToTheMembersOnlineAndIsFinished() {
    route.logIn(2, "desk");
    long group = route.group(2L, 3L);

    PostOutcome outcome = route.post(group, 1, "hello");

    assertThat(outcome.status()).isEqualTo(PostOutcome.Status.STORED);
    assertThat(route.places(2, group)).containsExactly(1L, 2L);
    assertThat(route.places(3, group)).as("who is not online").isEmpty();
    assertThat(route.pushed(2)).contains("hello");
    await().until(() -> unfinished(group).isEmpty());
    assertThat(route.counted("cim.conversation.posts", "outcome", "stored")).isEqualTo(1);
    assertThat(route.counted("cim.collects", "outcome", "taken", "cause", "push")).isEqualTo(2);
  }

  private List<?> unfinished(long group) {
    int shard = ConversationId.group(group).shard();
    return Await.result(route.store.unfinished(shard, Duration.ZERO, 10));
  }

  @Test
  void aServerGetsThePayloadOnceForAll() throws Exception {
    long group = route.group(2L, 3L, 4L);
    for (long user = 2; user <= 4; user++) {
      route.logIn(user, "desk");
    }
    route.post(group, 1, "first"); // everybody catches up with it
    route.server.pushBatches.clear();

    PostOutcome outcome = route.post(group, 1, "hello");

    for (PushBatch batch : route.server.pushBatches) {
      assertThat(batch.getPayloadsCount()).isEqualTo(1);
      assertThat(batch.getPushesList()).allMatch(push -> push.getSharedPayload() == 1);
      Message message = Message.parseFrom(batch.getPayloads(0));
      assertThat(message.getConversationSeq()).isEqualTo(outcome.place().seq());
      assertThat(message.getConversationMessageId()).isEqualTo(outcome.place().messageId());
      assertThat(message.getConversationName()).isEqualTo("friends");
      assertThat(message.getSenderName()).isEqualTo("user1");
      assertThat(batch.getPushesList())
          .as("the time at which it was sent")
          .allMatch(push -> push.getStoredAt() == outcome.storedAt());
    }
    assertThat(route.server.pushBatches).isNotEmpty();
  }

  @Test
  void theSenderGetsTheirOwnMessageOnlyOnOtherDevices() {
    route.logIn(1, "desk");
    long group = route.group(2L);
    route.post(group, 1, "alone");
    assertThat(route.places(1, group)).containsExactly(1L);

    route.logIn(1, "phone");
    route.post(group, 1, "on two");

    assertThat(route.places(1, group)).containsExactly(1L, 3L);
    assertThat(route.pushed(1)).contains("on two").doesNotContain("alone");
  }

  @Test
  void whoWasAddedGetsWhatFollowsAndNothingBefore() {
    route.logIn(5, "desk");
    long group = route.group(2L);
    route.post(group, 1, "before");

    ChangeOutcome added = route.add(group, 5L);
    route.post(group, 1, "behind");

    assertThat(added.status()).isEqualTo(ChangeOutcome.Status.DONE);
    assertThat(route.places(5, group)).containsExactly(3L, 4L);
  }

  @Test
  void whoIsRemovedHearsOfItAndGetsNothingBehind() {
    route.logIn(2, "desk");
    long group = route.group(2L);
    byte[] payload = ChangePayload.left(ConversationFixture.OWNER, group, List.of(2L));

    Await.result(
        route
            .parts
            .conversations()
            .change(
                new GroupChange.Remove(group, 1, List.of(2L), payload),
                ConversationFixture.limit()));
    route.post(group, 1, "secret");

    assertThat(route.places(2, group)).containsExactly(1L, 2L);
    assertThat(route.pushed(2)).doesNotContain("secret");
  }

  @Test
  void whoReturnsGetsTheRestOfTheirTimeThereFirst() {
    long group = route.group(2L); // not online: nothing is brought
    route.post(group, 1, "missed");
    Await.result(
        route
            .parts
            .conversations()
            .change(
                new GroupChange.Leave(
                    group, 2, ChangePayload.left(ConversationFixture.OWNER, group, List.of(2L))),
                ConversationFixture.limit()));
    route.post(group, 1, "while away");

    ChangeOutcome added = route.add(group, 2L);

    assertThat(added.status()).isEqualTo(ChangeOutcome.Status.DONE);
    assertThat(added.refused()).isEmpty();
    route.logIn(2, "desk");
    route.post(group, 1, "again");
    assertThat(route.places(2, group)).containsExactly(1L, 2L, 3L, 5L, 6L);
  }

  /** A device that was bound before the collect found nothing in the inbox. */
  @Test
  void whoMovesBeforeTheCollectIsToldWhereTheyAreNow() {
    route.logIn(2, "desk");
    long group = route.group(2L);
    route.server.pushOutcome = PushOutcome.GONE;
    beforeTheNextCollect(() -> route.logInAtTheOther(2, "phone"));

    route.post(group, 1, "hello");

    await().until(() -> !ConversationFixture.pushed(route.otherServer, 2).isEmpty());
  }

  @Test
  void whoMovesWhileWhatTheyLackIsReadIsToldWhereTheyAreNow() {
    long group = route.group(2L); // not online: nothing is brought
    route.logIn(2, "desk");
    beforeTheNextCollect(() -> route.logInAtTheOther(2, "phone"));

    route.post(group, 1, "hello");

    assertThat(route.places(2, group)).containsExactly(1L, 2L);
    assertThat(ConversationFixture.pushed(route.otherServer, 2)).isNotEmpty();
  }

  private void beforeTheNextCollect(Runnable what) {
    route.inboxes.beforeCollect =
        () -> {
          route.inboxes.beforeCollect = () -> {};
          what.run();
        };
  }

  @Test
  void aRepeatIsDeliveredAgain() {
    long group = route.group(2L);
    route.post(group, 1, "hello");
    route.logIn(2, "desk"); // and nothing catches up

    assertThat(route.post(group, 1, "hello").status()).isEqualTo(PostOutcome.Status.DUPLICATE);

    assertThat(route.places(2, group)).containsExactly(1L, 2L);
  }

  @Test
  void whatTheInboxesDoNotTakeStaysUnfinished() {
    long group = route.group(2L);
    route.logIn(2, "desk");
    route.inboxes.away = true;

    route.post(group, 1, "hello");
    assertThat(unfinished(group)).hasSize(1);

    route.inboxes.away = false;
    Await.result(
        route.parts.sweeper().sweep(List.of(ConversationId.group(group).shard()), Duration.ZERO));
    assertThat(route.places(2, group)).containsExactly(1L, 2L);
    await().until(() -> unfinished(group).isEmpty());
  }

  @Test
  void aGroupOfManyMembersIsReadPageByPage() {
    Long[] most = members(2, 120);
    long group = route.group(most);
    assertThat(route.add(group, members(200, 330)).status()).isEqualTo(ChangeOutcome.Status.DONE);
    route.logIn(2, "desk");
    route.logIn(329, "desk");

    route.post(group, 1, "hello");

    assertThat(route.places(2, group)).hasSize(4);
    assertThat(route.places(329, group)).hasSize(2);
  }

  private static Long[] members(long from, long to) {
    return LongStream.range(from, to).boxed().toArray(Long[]::new);
  }

  @Test
  void noGroupIsMadeWhileARouteKnowsNone() {
    route.routes =
        List.of(
            new RouteNode("10.0.0.2", 8083, "new"),
            new RouteNode("10.0.0.3", 8083, "old", false, false));

    assertThatThrownBy(() -> route.group(2L))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("earlier version");
  }
}
