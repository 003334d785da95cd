package io.crossim.persistence.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.inbox.AppendOutcome.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How every inbox store refuses what blocked users send, and keeps what is muted. */
public abstract class InboxPreferenceContract extends InboxLimitsContract {

  private static final long EVE = 77;
  private static final long SAM = 78;

  private final long user = ThreadLocalRandom.current().nextLong(1, 1L << 52);
  private InboxStore store;

  @BeforeEach
  void openForBlocks() throws Exception {
    store = open(InboxLimits.DEFAULT);
  }

  @AfterEach
  void closeAfterBlocks() {
    store.close();
  }

  private Append from(long sender, String id) {
    return new Append(user, id, new byte[] {1}, /* withPrevious= */ false, sender);
  }

  private List<Status> append(Append... batch) {
    return Await.result(store.append(List.of(batch))).stream().map(AppendOutcome::status).toList();
  }

  private PreferenceOutcome block(long other, boolean isSet) {
    return Await.result(store.block(new Block(user, other, isSet)));
  }

  @Test
  void nothingOfABlockedSenderIsStoredUntilTheyAreTakenAgain() {
    assertThat(append(from(EVE, "1"), from(SAM, "2"))).containsOnly(Status.STORED);
    assertThat(block(EVE, true)).isEqualTo(PreferenceOutcome.DONE);

    assertThat(append(from(SAM, "3"), from(EVE, "4"), from(Append.NOBODY, "5"), from(EVE, "1")))
        .containsExactly(Status.STORED, Status.BLOCKED, Status.STORED, Status.DUPLICATE);
    AppendOutcome refused = Await.result(store.append(List.of(from(EVE, "6")))).get(0);
    assertThat(refused.seq()).isZero();
    assertThat(refused.messageId()).isZero();
    InboxPage page = Await.result(store.read(List.of(new InboxQuery(user, "d", null, 9)))).get(0);
    assertThat(page.headSeq()).isEqualTo(4);
    assertThat(page.messages()).hasSize(4);

    assertThat(block(EVE, false)).isEqualTo(PreferenceOutcome.DONE);
    assertThat(append(from(EVE, "4"))).containsExactly(Status.STORED);
  }

  @Test
  void aRunOfABlockedSenderIsRefusedAsAWholeAlsoByAFullInbox() throws Exception {
    block(EVE, true);
    Append second = new Append(user, "b", new byte[] {1}, /* withPrevious= */ true, EVE);
    assertThat(append(from(EVE, "a"), second)).containsOnly(Status.BLOCKED);
    try (InboxStore small = open(new InboxLimits(Duration.ofDays(1), 1))) {
      Await.result(small.block(new Block(user + 1, EVE, true)));
      List<Append> batch =
          List.of(
              new Append(user + 1, "1", new byte[1], false, SAM),
              new Append(user + 1, "2", new byte[1], false, EVE),
              new Append(user + 1, "3", new byte[1], false, SAM));
      assertThat(Await.result(small.append(batch)))
          .extracting(AppendOutcome::status)
          .containsExactly(Status.STORED, Status.BLOCKED, Status.FULL);
    }
  }

  @Test
  void othersAreNotConcerned() {
    block(EVE, true);
    Append other = new Append(user + 1, "1", new byte[1], /* withPrevious= */ false, EVE);
    assertThat(append(from(EVE, "1"), other)).containsExactly(Status.BLOCKED, Status.STORED);
    assertThat(Await.result(store.blocked(user + 1))).isEmpty();
  }

  @Test
  void whoIsBlockedBringsTheUserIntoNoGroup() {
    block(EVE, true);
    ConversationId group = ConversationId.group(7);
    assertThat(
            Await.result(
                store.follow(
                    List.of(
                        new Follow(user, group, EVE),
                        new Follow(user, ConversationId.group(8), SAM),
                        new Follow(user, ConversationId.group(9))))))
        .extracting(FollowOutcome::status)
        .containsExactly(
            FollowOutcome.Status.BLOCKED,
            FollowOutcome.Status.FOLLOWED,
            FollowOutcome.Status.FOLLOWED);
    assertThat(Await.result(store.followed(user, "", 9)).followed())
        .extracting(Followed::conversation)
        .doesNotContain(group);
    assertThat(Await.result(store.follow(List.of(new Follow(user, group, EVE)))).get(0).cursor())
        .isEqualTo(Place.START);
  }

  private PreferenceOutcome mute(ConversationId conversation, long until) {
    return Await.result(store.mute(new Mute(user, conversation, until)));
  }

  private List<Long> muted(ConversationId... conversations) {
    return Await.result(store.muted(user, List.of(conversations)));
  }

  @Test
  void conversationsAreMutedUntilATimeEachForItself() {
    ConversationId group = ConversationId.group(7);
    ConversationId pair = ConversationId.pair(user, EVE);
    long later = System.currentTimeMillis() + 3_600_000;
    assertThat(mute(group, later)).isEqualTo(PreferenceOutcome.DONE);
    assertThat(mute(pair, Mute.FOREVER)).isEqualTo(PreferenceOutcome.DONE);
    assertThat(muted(ConversationId.group(8), pair, group))
        .containsExactly(Mute.NOT, Mute.FOREVER, later);
    assertThat(Await.result(store.muted(user + 1, List.of(group)))).containsExactly(Mute.NOT);

    mute(group, later + 1);
    mute(pair, Mute.NOT);
    mute(ConversationId.group(9), Mute.NOT);
    assertThat(muted(pair, group)).containsExactly(Mute.NOT, later + 1);
    assertThat(muted()).isEmpty();
  }

  @Test
  void whatIsMutedHasABoundAndTimesThatAreOverMakeRoom() {
    for (int i = 1; i <= Mute.MOST; i++) {
      mute(ConversationId.group(i), Mute.FOREVER);
    }
    ConversationId more = ConversationId.group(Mute.MOST + 1);
    assertThat(mute(more, Mute.FOREVER)).isEqualTo(PreferenceOutcome.FULL);
    assertThat(muted(more)).containsExactly(Mute.NOT);
    assertThat(mute(ConversationId.group(5), 1)).isEqualTo(PreferenceOutcome.DONE);
    assertThat(mute(more, Mute.FOREVER)).isEqualTo(PreferenceOutcome.DONE);
    assertThat(muted(more)).containsExactly(Mute.FOREVER);
  }

  @Test
  void theListIsToldAndHasABound() {
    assertThat(Await.result(store.blocked(user))).isEmpty();
    assertThat(Await.result(store.blocks(user, EVE))).isFalse();
    block(EVE, true);
    block(SAM, true);
    block(SAM, true);
    assertThat(Await.result(store.blocked(user))).containsExactlyInAnyOrder(EVE, SAM);
    assertThat(Await.result(store.blocks(user, EVE))).isTrue();
    assertThat(Await.result(store.blocks(user, user))).isFalse();
    block(EVE, false);
    block(EVE, false);
    assertThat(Await.result(store.blocked(user))).containsExactly(SAM);
    assertThat(Await.result(store.blocks(user, EVE))).isFalse();

    LongStream.range(1_000, 1_000 + Block.MOST - 1).forEach(other -> block(other, true));
    assertThat(block(EVE, true)).isEqualTo(PreferenceOutcome.FULL);
    assertThat(block(SAM, true)).isEqualTo(PreferenceOutcome.DONE);
    assertThat(Await.result(store.blocked(user))).hasSize(Block.MOST).doesNotContain(EVE);
    block(SAM, false);
    assertThat(block(EVE, true)).isEqualTo(PreferenceOutcome.DONE);
  }
}
