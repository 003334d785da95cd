package io.crossim.persistence.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.persistence.conversation.PostOutcome.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How every conversation store keeps edits, recalls, reactions, marks and mentions. */
abstract class ConversationEventsContract extends GroupChangeContract {

  @Test
  void aMessageHasItsLatestEditBesideIt() {
    long id = group(bob);
    long place = say(id, ann, "a").place().seq();
    long first = edit(id, ann, place, "b").place().seq();
    assertThat(entry(id, bob, place).edit()).isEqualTo(bytes("b"));
    long second = edit(id, ann, place, "c").place().seq();

    ConversationEntry message = entry(id, bob, place);
    assertThat(message.payload()).isEqualTo(bytes("a"));
    assertThat(message.edit()).isEqualTo(bytes("c"));
    assertThat(message.removed()).isFalse();
    assertThat(entry(id, bob, first).removed()).isTrue();
    assertThat(entry(id, bob, first).payload()).isEmpty();
    assertThat(entry(id, bob, first).refersTo()).isEqualTo(place);
    assertThat(entry(id, bob, second).payload()).isEqualTo(bytes("c"));
    assertThat(entry(id, bob, second).kind()).isEqualTo(EntryKind.EDIT);
  }

  @Test
  void aPairRefusesWhatItsBlockedOnePosts() {
    ConversationId pair = ConversationId.pair(ann, bob);
    PostOutcome first = post(Post.content(pair, ann, "1", bytes("a")));
    assertThat(first.status()).isEqualTo(Status.STORED);
    Await.result(store.block(bob, ann, true));
    Await.result(store.block(bob, ann, true));

    long place = first.place().seq();
    assertThat(post(Post.content(pair, ann, "2", bytes("b"))).status()).isEqualTo(Status.BLOCKED);
    assertThat(post(Post.edit(pair, ann, "3", place, bytes("b"))).status())
        .isEqualTo(Status.BLOCKED);
    assertThat(post(Post.content(pair, ann, "1", bytes("a"))).status()).isEqualTo(Status.DUPLICATE);
    assertThat(post(Post.content(pair, bob, "4", bytes("c"))).status()).isEqualTo(Status.STORED);
    assertThat(post(Post.content(pair, ConversationStore.SYSTEM, "5", bytes("d"))).status())
        .isEqualTo(Status.STORED);
    assertThat(post(Post.recall(pair, ann, "6", place, bytes("r"))).status())
        .isEqualTo(Status.STORED);

    Await.result(store.block(bob, ann, false));
    assertThat(post(Post.content(pair, ann, "2", bytes("b"))).status()).isEqualTo(Status.STORED);
  }

  @Test
  void aPairIsBlockedBeforeItsFirstPost() {
    ConversationId pair = ConversationId.pair(ann, bob);
    Await.result(store.block(bob, ann, true));
    PostOutcome refused = post(Post.content(pair, ann, "1", bytes("a")));
    assertThat(refused.status()).isEqualTo(Status.BLOCKED);
    assertThat(refused.place()).isEqualTo(Place.START);
    assertThat(post(Post.content(pair, bob, "2", bytes("a"))).place().seq()).isEqualTo(1);
    assertThat(post(Post.content(ConversationId.pair(ann, 99), ann, "3", bytes("a"))).status())
        .isEqualTo(Status.STORED);
  }

  @Test
  void onlyTheSenderEditsAndOnlyAMessageThatIsThere() {
    long id = group(bob);
    long place = say(id, ann, "a").place().seq();
    long edit = edit(id, ann, place, "b").place().seq();
    assertThat(edit(id, bob, place, "x").status()).isEqualTo(Status.NOT_ALLOWED);
    assertThat(edit(id, ConversationStore.SYSTEM, place, "x").status())
        .isEqualTo(Status.NOT_ALLOWED);
    assertThat(edit(id, ann, edit, "x").status()).isEqualTo(Status.NO_SUCH_MESSAGE);
    assertThat(edit(id, ann, 1, "x").status()).isEqualTo(Status.NO_SUCH_MESSAGE);
    assertThat(edit(id, ann, 99, "x").status()).isEqualTo(Status.NO_SUCH_MESSAGE);
    assertThat(edit(id, ann, 0, "x").status()).isEqualTo(Status.NO_SUCH_MESSAGE);
    recall(id, ann, place);
    assertThat(edit(id, ann, place, "x").status()).isEqualTo(Status.NO_SUCH_MESSAGE);
  }

  @Test
  void aRecallTakesTheMessageItsEditAndItsReactionsAway() {
    long id = group(bob);
    PostOutcome said = say(id, ann, "a");
    long place = said.place().seq();
    long edit = edit(id, ann, place, "b").place().seq();
    react(id, bob, place, "+", true);
    PostOutcome recalled = recall(id, ann, place);

    assertThat(recalled.status()).isEqualTo(Status.STORED);
    ConversationEntry message = entry(id, bob, place);
    assertThat(message.removed()).isTrue();
    assertThat(message.payload()).isEmpty();
    assertThat(message.edit()).isNull();
    assertThat(message.reactions()).isEmpty();
    assertThat(message.place()).isEqualTo(said.place());
    assertThat(message.sender()).isEqualTo(ann);
    assertThat(message.storedAt()).isEqualTo(said.storedAt());
    assertThat(message.kind()).isEqualTo(EntryKind.CONTENT);
    assertThat(entry(id, bob, edit).removed()).isTrue();
    assertThat(entry(id, bob, edit).kind()).isEqualTo(EntryKind.EDIT);
    assertThat(entry(id, bob, recalled.place().seq()).payload()).isEqualTo(bytes("recall"));
    assertThat(recall(id, ann, place).status()).isEqualTo(Status.NO_SUCH_MESSAGE);
    assertThat(react(id, bob, place, "+", true).status()).isEqualTo(Status.NO_SUCH_MESSAGE);
    ConversationEntry resolved =
        Await.result(store.resolve(List.of(new Reference(ConversationId.group(id), said.place()))))
            .get(0);
    assertThat(resolved.removed()).isTrue();
    assertThat(resolved.payload()).isEmpty();
  }

  @Test
  void adminsRecallThoseOfMembersAndOwnersAll() {
    long id = group(bob, cid, dan);
    role(id, ann, bob, Role.ADMIN);
    long owners = say(id, ann, "a").place().seq();
    long admins = say(id, bob, "b").place().seq();
    long members = say(id, cid, "c").place().seq();
    long gone = say(id, dan, "d").place().seq();
    leave(id, dan);
    assertThat(recall(id, cid, admins).status()).isEqualTo(Status.NOT_ALLOWED);
    assertThat(recall(id, bob, owners).status()).isEqualTo(Status.NOT_ALLOWED);
    assertThat(recall(id, bob, members).status()).isEqualTo(Status.STORED);
    assertThat(recall(id, bob, gone).status()).isEqualTo(Status.STORED);
    assertThat(recall(id, ann, admins).status()).isEqualTo(Status.STORED);
    assertThat(recall(id, ConversationStore.SYSTEM, owners).status()).isEqualTo(Status.STORED);
  }

  @Test
  void editsAndRecallsHaveTheirTime() throws Exception {
    ConversationLimits now =
        new ConversationLimits(
            Duration.ofDays(30), 1_000, 500, Duration.ofMillis(-1), 50, 100, 3, 20);
    try (ConversationStore late = open(now)) {
      store.close();
      store = late;
      long id = group(bob);
      long anns = say(id, ann, "a").place().seq();
      long bobs = say(id, bob, "b").place().seq();
      assertThat(edit(id, ann, anns, "x").status()).isEqualTo(Status.TOO_LATE);
      assertThat(recall(id, bob, bobs).status()).isEqualTo(Status.TOO_LATE);
      assertThat(recall(id, ann, bobs).status()).isEqualTo(Status.STORED);
      assertThat(recall(id, ann, anns).status()).isEqualTo(Status.STORED);
    }
  }

  @Test
  void reactionsAreSummedAndBounded() {
    long id = group(bob, cid);
    long place = say(id, ann, "a").place().seq();
    assertThat(react(id, bob, place, "👍", true).status()).isEqualTo(Status.STORED);
    assertThat(react(id, bob, place, "👍", true).status()).isEqualTo(Status.UNCHANGED);
    react(id, cid, place, "👍", true);
    react(id, bob, place, "b", true);
    react(id, bob, place, "c", true);
    assertThat(react(id, bob, place, "d", true).status()).isEqualTo(Status.TOO_MANY_REACTIONS);
    assertThat(entry(id, ann, place).reactions())
        .containsExactlyInAnyOrderEntriesOf(Map.of("👍", 2, "b", 1, "c", 1));
    assertThat(react(id, bob, place, "👍", false).status()).isEqualTo(Status.STORED);
    assertThat(react(id, bob, place, "👍", false).status()).isEqualTo(Status.UNCHANGED);
    react(id, bob, place, "c", false);
    assertThat(entry(id, ann, place).reactions())
        .containsExactlyInAnyOrderEntriesOf(Map.of("👍", 1, "b", 1));
    assertThat(standing(id, ann).unread()).isZero();
    assertThatThrownBy(() -> new Reaction("x".repeat(33), true)).isInstanceOf(CimException.class);
  }

  @Test
  void aLongPageHasBothWaysWhatWasSaidAboutEachMessage() {
    long id = group(bob);
    String[] texts = IntStream.range(0, 150).mapToObj(i -> "m" + i).toArray(String[]::new);
    long first = say(id, ann, texts).place().seq() - 149;
    edit(id, ann, first + 60, "edited");
    recall(id, ann, first + 61);
    react(id, bob, first + 62, "👍", true);
    react(id, bob, first + 130, "👍", true);
    ConversationId group = ConversationId.group(id);
    long above = first + 140;
    ConversationPage forwards = read(ConversationQuery.after(group, bob, first - 1, 140, 9_999));
    ConversationPage backwards = read(ConversationQuery.before(group, bob, above, 140, 9_999));

    for (ConversationPage page : List.of(forwards, backwards)) {
      assertThat(seqs(page))
          .containsExactlyElementsOf(LongStream.range(first, above).boxed().toList());
      assertThat(page.entries().get(60).edit()).isEqualTo(bytes("edited"));
      assertThat(page.entries().get(61).removed()).isTrue();
      assertThat(page.entries().get(61).payload()).isEmpty();
      assertThat(page.entries().get(62).reactions()).isEqualTo(Map.of("👍", 1));
      assertThat(page.entries().get(130).reactions()).isEqualTo(Map.of("👍", 1));
      assertThat(page.entries().get(131).reactions()).isEmpty();
      assertThat(page.entries().get(131).payload()).isEqualTo(bytes("m131"));
    }
    assertThat(seqs(read(ConversationQuery.before(group, bob, above, 140, 8 * 4))))
        .containsExactlyElementsOf(LongStream.range(above - 8, above).boxed().toList());
    assertThat(seqs(read(ConversationQuery.after(group, bob, first + 99, 140, 8 * 4))))
        .containsExactlyElementsOf(LongStream.range(first + 100, first + 108).boxed().toList());
  }

  @Test
  void aMessageHasSoManyKindsOfReactions() {
    long id = group();
    add(id, ann, LongStream.rangeClosed(1, 9).toArray());
    long place = say(id, ann, "a").place().seq();
    for (int i = 0; i < 20; i++) {
      assertThat(react(id, 1 + i / 3, place, "r" + i, true).status()).isEqualTo(Status.STORED);
    }
    assertThat(react(id, 9, place, "another", true).status()).isEqualTo(Status.TOO_MANY_REACTIONS);
    assertThat(react(id, 9, place, "r7", true).status()).isEqualTo(Status.STORED);
    assertThat(entry(id, ann, place).reactions()).hasSize(20).containsEntry("r7", 2);
  }

  @Test
  void unreadCountsMessagesOfOthersThatWereNotRecalled() {
    long id = group(bob);
    say(id, ann, "a", "b", "c");
    assertThat(standing(id, bob).unread()).isEqualTo(3);
    assertThat(standing(id, ann).unread()).isZero();
    edit(id, ann, 2, "x");
    react(id, ann, 2, "+", true);
    assertThat(standing(id, bob).unread()).isEqualTo(3);
    recall(id, ann, 3);
    assertThat(standing(id, bob).unread()).isEqualTo(2);
    assertThat(read(id, bob, 2).readSeq()).isEqualTo(2);
    assertThat(standing(id, bob).unread()).isEqualTo(1);
    read(id, bob, 3);
    assertThat(standing(id, bob).unread()).isEqualTo(1);
    read(id, bob, 4);
    assertThat(standing(id, bob).unread()).isZero();
    recall(id, ann, 2);
    assertThat(standing(id, bob).unread()).isZero();
    say(id, bob, "mine");
    assertThat(standing(id, bob).unread()).isZero();
    assertThat(standing(id, ann).unread()).isEqualTo(1);
    add(id, ann, cid);
    assertThat(standing(id, cid).unread()).isZero();
    say(id, ann, "d");
    assertThat(standing(id, cid).unread()).isEqualTo(1);
  }

  @Test
  void marksOnlyRiseAndNotBeyondTheHead() {
    long id = group(bob);
    say(id, ann, "a", "b", "c");
    ConversationId group = ConversationId.group(id);
    assertThat(Await.result(store.mark(List.of(new Mark(group, bob, 3, 2)))))
        .containsExactly(new Mark(group, bob, 3, 2));
    assertThat(Await.result(store.mark(List.of(new Mark(group, bob, 2, 1)))))
        .containsExactly(new Mark(group, bob, 3, 2));
    assertThat(Await.result(store.mark(List.of(new Mark(group, bob, 9, 9)))))
        .containsExactly(new Mark(group, bob, 3, 2));
    assertThat(
            Await.result(
                store.mark(List.of(new Mark(group, bob, 0, 4), new Mark(group, dan, 1, 1)))))
        .containsExactly(new Mark(group, bob, 4, 4), new Mark(group, dan, 0, 0));
    assertThat(standing(id, bob).readSeq()).isEqualTo(4);
    assertThat(members(id))
        .filteredOn(member -> member.userId() == bob)
        .extracting(Member::readSeq)
        .containsExactly(4L);
  }

  @Test
  void mentionsAreCountedUntilTheyAreRead() {
    long id = group(bob, cid);
    ConversationId group = ConversationId.group(id);
    Post one = Post.content(group, ann, "m1", bytes("a")).mentioning(List.of(bob), false);
    Post all = Post.content(group, ann, "m2", bytes("b")).mentioning(List.of(), true);
    Post both = Post.content(group, ann, "m3", bytes("c")).mentioning(List.of(bob), true);
    Await.result(store.post(List.of(one, all, both)));
    assertThat(entry(id, bob, 2).users()).containsExactly(bob);
    assertThat(standing(id, bob).mentions()).isEqualTo(3);
    assertThat(standing(id, cid).mentions()).isEqualTo(2);
    assertThat(standing(id, ann).mentions()).isZero();
    recall(id, ann, 4);
    assertThat(standing(id, bob).mentions()).isEqualTo(2);
    read(id, bob, 2);
    assertThat(standing(id, bob).mentions()).isEqualTo(1);
    Post wrong = Post.content(group, ann, "m4", bytes("d")).mentioning(List.of(dan), false);
    assertThat(post(wrong).status()).isEqualTo(Status.WRONG_MENTION);
    add(id, ann, dan);
    assertThat(standing(id, dan).mentions()).isZero();
  }

  @Test
  void onlyAdminsMentionAllInALargeGroup() {
    long id = group(bob);
    ConversationId group = ConversationId.group(id);
    add(id, ann, LongStream.rangeClosed(1, 99).toArray());
    Post bobs = Post.content(group, bob, "all", bytes("a")).mentioning(List.of(), true);
    assertThat(post(bobs).status()).isEqualTo(Status.NOT_ALLOWED);
    Post anns = Post.content(group, ann, "all2", bytes("a")).mentioning(List.of(), true);
    assertThat(post(anns).status()).isEqualTo(Status.STORED);
  }
}
