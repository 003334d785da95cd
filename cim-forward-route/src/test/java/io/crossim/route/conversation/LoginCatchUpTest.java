package io.crossim.route.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.result.Await;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.session.Session;
import io.crossim.route.api.CollectRequest;
import io.crossim.route.api.SignalBatch;
import io.crossim.route.api.SignalItem;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What servers ask for, and what a login brings. */
class LoginCatchUpTest {

  private static final int GROUP = 1;

  private final ConversationFixture route = new ConversationFixture();

  @AfterEach
  void close() {
    route.close();
  }

  @Test
  void aLoginBringsWhatAllGroupsHave() {
    long one = route.group(2L);
    long other = route.group(2L);
    IntStream.range(0, 250).forEach(i -> route.post(one, 1, "m" + i));
    route.post(other, 1, "hello");
    route.logIn(2, "desk");

    route.parts.logins().begin(2);

    assertThat(route.places(2, one))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 251).boxed().toList());
    assertThat(route.places(2, other)).containsExactly(1L, 2L);
    assertThat(route.pushed(2)).isNotEmpty().containsOnly("");
  }

  @Test
  void whoLeftAndReturnsGetsNothingTwice() {
    long group = route.group(2L);
    GroupChange leave =
        new GroupChange.Leave(
            group, 2, ChangePayload.left(ConversationFixture.OWNER, group, List.of(2L)));
    Await.result(route.parts.conversations().change(leave, ConversationFixture.limit()));
    route.logIn(2, "desk");
    route.parts.logins().begin(2);
    route.parts.logins().begin(2);

    route.add(group, 2L);
    route.parts.logins().begin(2);

    assertThat(route.places(2, group)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aLogThatWentBackIsToldInItsPlaceOfTheInbox() {
    long group = route.group(2L);
    route.post(group, 1, "hello");
    stand(group, 2, new Place(9, 9)); // where the log ended before

    route.parts.logins().begin(2);
    route.post(group, 1, "again");
    route.parts.logins().begin(2);

    assertThat(route.places(2, group)).containsExactly(0L, 1L, 2L, 3L);
  }

  /** The cursor of a pair outlives a log that has expired. */
  @Test
  void aLogOfTwoThatIsAnotherOneProvesNoLoss() {
    ConversationId pair = ConversationId.pair(2, 3);
    Await.result(
        route.inboxes.collect(
            List.of(new Collect(2, pair, Place.START, new Place(9, 9), List.of()))));

    route.parts.logins().begin(2);

    assertThat(route.places(2, pair)).isEmpty();
  }

  private void stand(long group, long user, Place cursor) {
    Collect moved = new Collect(user, ConversationId.group(group), Place.START, cursor, List.of());
    assertThat(Await.result(route.inboxes.collect(List.of(moved))).get(0).status())
        .isEqualTo(CollectOutcome.Status.TAKEN);
  }

  @Test
  void aLoginIsTriedAgainWhenAStoreFails() {
    long group = route.group(2L);
    route.inboxes.away = true;
    route.parts.logins().begin(2);
    route.inboxes.away = false;
    assertThat(route.places(2, group)).isEmpty();

    await().untilAsserted(() -> assertThat(route.places(2, group)).containsExactly(1L));
  }

  @Test
  void aServerCanAskForIt() {
    long group = route.group(2L);
    route.post(group, 1, "hello");

    Await.result(route.parts.service().collect(CollectRequest.newBuilder().addUserIds(2).build()));

    assertThat(route.places(2, group)).containsExactly(1L, 2L);
  }

  @Test
  void aServerIsToldWhoHasNotGotEverything() {
    long group = route.group(2L);
    CollectRequest request =
        CollectRequest.newBuilder().addUserIds(2).addUserIds(9).setBound(true).build();
    route.inboxes.away = true;
    assertThat(Await.result(route.parts.service().collect(request)).getLaterList())
        .containsExactly(2L, 9L);
    route.inboxes.away = false;

    assertThat(Await.result(route.parts.service().collect(request)).getLaterList()).isEmpty();
    assertThat(route.places(2, group)).containsExactly(1L);
  }

  @Test
  void whatIsReadIsToldToTheMembersOfASmallGroup() throws Exception {
    long group = route.group(2L, 3L);
    Session reader = route.logIn(2, "desk");
    route.logIn(3, "desk");
    route.post(group, 1, "hello");

    receipt(group, 2, reader.generation(), 2);
    receipt(group, 2, reader.generation(), 2); // nothing new

    assertThat(route.server.notices).hasSize(1);
    assertThat(route.server.notices.get(0).getReceiverIdsList()).containsExactlyInAnyOrder(2L, 3L);
    Frame frame = Frame.parseFrom(route.server.notices.get(0).getFrame());
    assertThat(frame.getCmd()).isEqualTo(Command.RECEIPT);
    assertThat(frame.getReceipts(0).getUserId()).isEqualTo(2);
    assertThat(frame.getReceipts(0).getRead()).isEqualTo(2);
    assertThat(frame.getReceipts(0).getConversation().getId()).isEqualTo(group);
  }

  @Test
  void aReceiptOfSomebodyElseIsPassedOver() {
    long group = route.group(2L);
    Session stranger = route.logIn(9, "desk");

    receipt(group, 9, stranger.generation(), 1);
    receipt(group, 2, stranger.generation(), 1);
    receipt(0, 2, stranger.generation(), 1);

    assertThat(route.server.notices).isEmpty();
  }

  private void receipt(long group, long user, long generation, long read) {
    Conversation of = Conversation.newBuilder().setTypeValue(GROUP).setId(group).build();
    route.receipt(of, user, generation, read);
  }

  @Test
  void whoIsTypingIsToldToTheOtherMembers() throws Exception {
    long group = route.group(2L, 3L);
    Session typing = route.logIn(2, "desk");
    route.logIn(3, "desk");
    Session stranger = route.logIn(9, "desk");

    signal(GROUP, group, 2, typing.generation());
    signal(GROUP, group, 9, stranger.generation());
    signal(0, 3, 2, typing.generation());

    assertThat(route.server.notices)
        .extracting(notice -> List.copyOf(notice.getReceiverIdsList()))
        .containsExactly(List.of(3L), List.of(3L));
    Frame toUser = Frame.parseFrom(route.server.notices.get(1).getFrame());
    assertThat(toUser.getSignals(0).getConversation().getId()).isEqualTo(2);
    assertThat(route.counted("cim.signals", "outcome", "dropped")).isEqualTo(1);
  }

  private void signal(int type, long id, long user, long generation) {
    Await.result(
        route
            .parts
            .service()
            .signals(
                SignalBatch.newBuilder()
                    .addSignals(
                        SignalItem.newBuilder()
                            .setUserId(user)
                            .setGeneration(generation)
                            .setConversationType(type)
                            .setConversationId(id))
                    .build()));
  }
}
