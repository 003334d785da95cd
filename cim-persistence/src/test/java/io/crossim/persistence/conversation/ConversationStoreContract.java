package io.crossim.persistence.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.common.result.Await;
import io.crossim.persistence.conversation.ConversationPage.Continuity;
import io.crossim.persistence.conversation.PostOutcome.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every conversation store does. */
public abstract class ConversationStoreContract extends ConversationEventsContract {

  @Test
  void postsAreNumberedInOrderAndReadBack() {
    long id = group(bob);
    PostOutcome first = say(id, ann, "a");
    PostOutcome second = say(id, bob, "b");

    assertThat(first.status()).isEqualTo(Status.STORED);
    assertThat(first.place().seq()).isEqualTo(2);
    assertThat(first.previous().seq()).isEqualTo(1);
    assertThat(first.version()).isEqualTo(1);
    assertThat(first.place().messageId()).isGreaterThanOrEqualTo(first.storedAt());
    assertThat(second.place().seq()).isEqualTo(3);
    assertThat(second.previous()).isEqualTo(first.place());
    assertThat(second.place().messageId()).isGreaterThan(first.place().messageId());
    ConversationPage page = delivery(id, bob, Place.START);
    assertThat(page.status()).isEqualTo(ConversationPage.Status.READ);
    assertThat(page.continuity()).isEqualTo(Continuity.KEPT);
    assertThat(page.epoch()).isEqualTo(first.epoch()).isNotEmpty();
    assertThat(texts(page)).containsExactly("made", "a", "b");
    assertThat(page.end()).isEqualTo(second.place());
    assertThat(page.hasMore()).isFalse();
    ConversationEntry entry = page.entries().get(1);
    assertThat(entry.place()).isEqualTo(first.place());
    assertThat(entry.storedAt()).isEqualTo(first.storedAt());
    assertThat(entry.sender()).isEqualTo(ann);
    assertThat(entry.kind()).isEqualTo(EntryKind.CONTENT);
    assertThat(entry.ordinal()).isEqualTo(1);
    assertThat(page.entries().get(2).ordinal()).isEqualTo(2);
  }

  @Test
  void anIdIsStoredOnceInABatchAndLaterAndByWhoeverLeft() {
    long id = group(bob);
    Post post = Post.content(ConversationId.group(id), bob, "same", bytes("a"));
    List<PostOutcome> outcomes = Await.result(store.post(List.of(post, post)));
    leave(id, bob);
    PostOutcome later = post(post);

    assertThat(outcomes.get(1).status()).isEqualTo(Status.DUPLICATE);
    assertThat(later.status()).isEqualTo(Status.DUPLICATE);
    assertThat(later.place()).isEqualTo(outcomes.get(0).place());
    assertThat(later.storedAt()).isEqualTo(outcomes.get(0).storedAt());
    assertThat(later.previous()).isEqualTo(Place.NOWHERE);
    assertThat(later.version()).isEqualTo(2);
    assertThat(seqs(history(id, ann))).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aPairIsThereFromItsFirstPostOn() {
    ConversationId pair = ConversationId.pair(bob, ann);
    assertThat(standing(pair, ann).status()).isEqualTo(Standing.Status.NONE);
    ConversationQuery query = ConversationQuery.delivery(pair, bob, Place.START, 9, 999);
    assertThat(read(query).status()).isEqualTo(ConversationPage.Status.READ);
    assertThat(read(query).end()).isEqualTo(Place.START);
    PostOutcome said = say(pair, ann, "a", "b");

    assertThat(said.place().seq()).isEqualTo(2);
    assertThat(said.version()).isZero();
    assertThat(texts(read(query))).containsExactly("a", "b");
    assertThat(standing(pair, bob).unread()).isEqualTo(2);
    assertThat(standing(pair, ann).unread()).isZero();
    assertThat(standing(pair, cid).status()).isEqualTo(Standing.Status.NONE);
    assertThat(say(pair, cid, "c").status()).isEqualTo(Status.NOT_A_MEMBER);
    ConversationQuery strangers = ConversationQuery.after(pair, cid, 0, 9, 999);
    assertThat(read(strangers).status()).isEqualTo(ConversationPage.Status.NOT_A_MEMBER);
    Mark mark = Await.result(store.mark(List.of(new Mark(pair, bob, 0, 1)))).get(0);
    assertThat(mark.readSeq()).isEqualTo(1);
    assertThat(standing(pair, bob).unread()).isEqualTo(1);
    ConversationId self = ConversationId.pair(ann, ann);
    assertThat(say(self, ann, "note").status()).isEqualTo(Status.STORED);
  }

  @Test
  void pagesJoinOnAndEndWhereACursorMayMove() {
    long id = group(bob);
    say(id, ann, "a", "b", "c", "d");
    ConversationId group = ConversationId.group(id);
    ConversationPage first =
        read(ConversationQuery.delivery(group, bob, Place.START, 2, Long.MAX_VALUE));
    ConversationPage second = read(ConversationQuery.delivery(group, bob, first.end(), 9, 2));
    ConversationPage third = read(ConversationQuery.delivery(group, bob, second.end(), 9, 0));

    assertThat(texts(first)).containsExactly("made", "a");
    assertThat(first.hasMore()).isTrue();
    assertThat(texts(second)).containsExactly("b", "c");
    assertThat(texts(third)).containsExactly("d");
    assertThat(third.hasMore()).isFalse();
    ConversationPage none = read(ConversationQuery.delivery(group, bob, third.end(), 9, 9));
    assertThat(none.entries()).isEmpty();
    assertThat(none.end()).isEqualTo(third.end());
  }

  @Test
  void historyIsReadForwardsAndBackwards() {
    long id = group(bob);
    say(id, ann, "a", "b", "c", "d");
    ConversationId group = ConversationId.group(id);
    assertThat(seqs(read(ConversationQuery.after(group, bob, 2, 2, 99)))).containsExactly(3L, 4L);
    assertThat(seqs(read(ConversationQuery.before(group, bob, 4, 2, 99)))).containsExactly(2L, 3L);
    assertThat(seqs(read(ConversationQuery.before(group, bob, Long.MAX_VALUE, 2, 99))))
        .containsExactly(4L, 5L);
    assertThat(seqs(read(ConversationQuery.before(group, bob, 5, 9, 2)))).containsExactly(3L, 4L);
    assertThat(seqs(read(ConversationQuery.before(group, bob, 1, 9, 99)))).isEmpty();
    assertThat(seqs(read(ConversationQuery.after(group, bob, 99, 9, 99)))).isEmpty();
    assertThat(read(ConversationQuery.after(group, bob, 0, 9, 99)).floor()).isZero();
  }

  @Test
  void referencesAreResolvedByPlaceAndId() {
    long id = group(bob);
    PostOutcome said = say(id, ann, "a");
    ConversationId group = ConversationId.group(id);
    Place other = new Place(said.place().seq(), said.place().messageId() + 1);
    List<ConversationEntry> entries =
        Await.result(
            store.resolve(
                List.of(
                    new Reference(group, said.place()),
                    new Reference(group, other),
                    new Reference(group, new Place(99, 1)),
                    new Reference(ConversationId.pair(ann, dan), said.place()),
                    new Reference(group, said.previous()),
                    new Reference(group, new Place(0, 2)))));

    assertThat(entries).hasSize(6);
    assertThat(entries.get(0).payload()).isEqualTo(bytes("a"));
    assertThat(entries.get(1)).isNull();
    assertThat(entries.get(2)).isNull();
    assertThat(entries.get(3)).isNull();
    assertThat(entries.get(4).kind()).isEqualTo(EntryKind.JOINED);
    assertThat(entries.get(5)).isNull();
  }

  @Test
  void aCursorThatTheLogDoesNotHoldShowsThatItWentBack() {
    long id = group(bob);
    PostOutcome b = say(id, ann, "a", "b");
    PostOutcome c = say(id, ann, "c");
    Place other = new Place(c.place().seq(), b.place().messageId());
    ConversationPage page = delivery(id, bob, other);
    assertThat(page.continuity()).isEqualTo(Continuity.WENT_BACK);
    assertThat(texts(page)).containsExactly("c");
    // Ids rise with time, so what was accepted since is behind the last place with a lower id.
    Place beyond = new Place(99, b.place().messageId());
    page = delivery(id, bob, beyond);
    assertThat(page.continuity()).isEqualTo(Continuity.WENT_BACK);
    assertThat(texts(page)).containsExactly("c");
    page = delivery(id, bob, new Place(99, Long.MAX_VALUE >> 12));
    assertThat(page.entries()).isEmpty();
    assertThat(page.end()).isEqualTo(c.place());
    assertThat(delivery(id, bob, c.place()).continuity()).isEqualTo(Continuity.KEPT);
  }

  @Test
  void theOldestGoesWhenThereAreTooMany() throws Exception {
    Duration days = Duration.ofDays(30);
    try (ConversationStore small = open(ConversationLimits.DEFAULT.withRetention(days, 3))) {
      store.close();
      store = small;
      long id = group(bob);
      Place start = delivery(id, bob, Place.START).end();
      say(id, ann, "a", "b");
      assertThat(delivery(id, bob, start).continuity()).isEqualTo(Continuity.KEPT);
      say(id, ann, "c", "d");
      ConversationPage page = delivery(id, bob, start);
      assertThat(page.continuity()).isEqualTo(Continuity.EXPIRED);
      assertThat(texts(page)).containsExactly("b", "c", "d");
      assertThat(texts(history(id, bob))).containsExactly("b", "c", "d");
      assertThat(standing(id, bob).unread()).isEqualTo(3);
      // A newcomer has missed nothing.
      add(id, ann, cid);
      assertThat(delivery(id, cid, Place.START).continuity()).isEqualTo(Continuity.KEPT);
      recall(id, ann, 4);
      say(id, ann, "e", "f", "g", "h");
      assertThat(standing(id, bob).unread()).isEqualTo(3);
      assertThat(say(id, ann, "a").status()).isEqualTo(Status.DUPLICATE);
    }
  }

  @Test
  void theOldIsDropped() throws Exception {
    Duration brief = Duration.ofMillis(1);
    try (ConversationStore small = open(ConversationLimits.DEFAULT.withRetention(brief, 99))) {
      store.close();
      store = small;
      long id = group(bob);
      say(id, ann, "a");
      await().until(() -> texts(delivery(id, bob, Place.START)).isEmpty());
      assertThat(delivery(id, bob, Place.START).continuity()).isEqualTo(Continuity.EXPIRED);
      assertThat(delivery(id, bob, Place.START).end().seq()).isEqualTo(2);
      assertThat(standing(id, bob).unread()).isZero();
      assertThat(info(id).memberCount()).isEqualTo(2);
    }
  }

  @Test
  void manyThreadsLeaveNoGapAndNoDouble() throws Exception {
    long id = group(bob);
    ConversationId group = ConversationId.group(id);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<List<PostOutcome>>> calls = new ArrayList<>();
      for (int call = 0; call < 40; call++) {
        int half = call / 2; // every id is posted twice
        calls.add(
            () ->
                Await.result(
                    store.post(
                        IntStream.range(0, 5)
                            .mapToObj(i -> Post.content(group, ann, half + "-" + i, bytes("x")))
                            .toList())));
      }
      List<PostOutcome> outcomes = new ArrayList<>();
      for (Future<List<PostOutcome>> call : threads.invokeAll(calls)) {
        outcomes.addAll(call.get());
      }
      assertThat(outcomes.stream().filter(o -> o.status() == Status.STORED))
          .extracting(outcome -> outcome.place().seq())
          .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(2, 101).boxed().toList());
      assertThat(seqs(history(id, bob)))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 101).boxed().toList());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void changesAndPostsHaveOneOrder() {
    long id = group(bob);
    List<CompletableFuture<List<PostOutcome>>> posts = new ArrayList<>();
    CompletableFuture<ChangeOutcome> removed = null;
    for (int i = 0; i < 40; i++) {
      Post post = Post.content(ConversationId.group(id), bob, "p" + i, bytes("x"));
      posts.add(store.post(List.of(post)));
      if (i == 20) {
        removed = store.change(new GroupChange.Remove(id, ann, List.of(bob), bytes("r")));
      }
    }
    long left = Await.result(removed).place().seq();
    for (CompletableFuture<List<PostOutcome>> one : posts) {
      PostOutcome outcome = Await.result(one).get(0);
      assertThat(outcome.status() == Status.STORED && outcome.place().seq() < left)
          .isEqualTo(outcome.status() != Status.NOT_A_MEMBER);
    }
    assertThat(delivery(id, bob, Place.START).last()).isEqualTo(left);
  }

  @Test
  void whatIsStoredIsUnfinishedUntilAllHaveIt() {
    long id = group(bob);
    ConversationId group = ConversationId.group(id);
    PostOutcome a = say(id, ann, "a");
    PostOutcome b = say(id, ann, "b");
    Unfinished unfinished = unfinished(group).get(0);
    assertThat(unfinished.head()).isEqualTo(b.place());
    assertThat(unfinished.version()).isEqualTo(1);
    assertThat(unfinished.age()).isNotNegative();
    assertThat(
            Await.result(store.unfinished(group.shard(), Duration.ofHours(1), 9)).stream()
                .filter(one -> one.conversation().equals(group)))
        .isEmpty();

    Await.result(store.finished(List.of(new Finished(group, a.place().seq()))));
    assertThat(unfinished(group)).hasSize(1);
    Await.result(store.finished(List.of(new Finished(group, b.place().seq()))));
    assertThat(unfinished(group)).isEmpty();
    say(id, ann, "b");
    assertThat(unfinished(group)).isEmpty();
    remove(id, ann, bob);
    assertThat(unfinished(group)).hasSize(1);
  }

  private List<Unfinished> unfinished(ConversationId id) {
    return Await.result(store.unfinished(id.shard(), Duration.ZERO, 1_000)).stream()
        .filter(one -> one.conversation().equals(id))
        .toList();
  }

  @Test
  void aLargeBatchForManyConversationsHasItsOutcomesInOrder() {
    List<Post> posts = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      ConversationId pair = ConversationId.pair(ann, ann + 10 + i % 200);
      posts.add(Post.content(pair, ann, "p" + i, new byte[i]));
    }
    List<PostOutcome> outcomes = Await.result(store.post(posts));
    List<ConversationQuery> queries = new ArrayList<>();
    List<Membership> memberships = new ArrayList<>();
    List<Reference> references = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ConversationId pair = ConversationId.pair(ann, ann + 10 + i);
      queries.add(ConversationQuery.delivery(pair, ann + 10 + i, Place.START, 9, 99_999));
      memberships.add(new Membership(pair, ann + 10 + i));
      references.add(new Reference(pair, outcomes.get(i).place()));
    }
    List<ConversationPage> pages = Await.result(store.read(queries));
    List<ConversationEntry> resolved = Await.result(store.resolve(references));
    List<Standing> standings = Await.result(store.standings(memberships));
    for (int i = 0; i < 600; i++) {
      assertThat(outcomes.get(i).place().seq()).isEqualTo(i / 200 + 1);
      ConversationEntry entry = pages.get(i % 200).entries().get(i / 200);
      assertThat(entry.payload()).hasSize(i);
      assertThat(entry.place()).isEqualTo(outcomes.get(i).place());
      assertThat(resolved.get(i % 200).payload()).hasSize(i % 200);
      assertThat(standings.get(i % 200).unread()).isEqualTo(3);
    }
  }

  @Test
  void emptyBatchesDoNothing() {
    assertThat(Await.result(store.post(List.of()))).isEmpty();
    assertThat(Await.result(store.read(List.of()))).isEmpty();
    assertThat(Await.result(store.resolve(List.of()))).isEmpty();
    assertThat(Await.result(store.standings(List.of()))).isEmpty();
    assertThat(Await.result(store.mark(List.of()))).isEmpty();
    assertThat(Await.result(store.groups(List.of()))).isEmpty();
    assertThat(Await.result(store.finished(List.of()))).isNull();
  }
}
