package io.crossim.persistence.conversation.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationPage;
import io.crossim.persistence.conversation.ConversationQuery;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.GroupSettings;
import io.crossim.persistence.conversation.Post;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedReadsTest {

  private static final ConversationId GROUP = ConversationId.group(7);
  private static final long OWNER = 1;
  private static final int MESSAGES = 300;

  @TempDir private Path directory;

  @Test
  void whatLiesInMemoryIsReadByTheCaller() {
    try (EmbeddedConversationStore store = open()) {
      begin(store);
      CompletableFuture<List<ConversationPage>> read = store.read(List.of(last(OWNER)));
      assertThat(read).isDone();
      assertThat(seqs(Await.result(read).get(0))).endsWith(2L);
    }
  }

  @Test
  void whatLiesOnTheDiskIsReadByTheThreadOfTheFilesAndThenByTheCaller() {
    ConversationPage before;
    try (EmbeddedConversationStore store = open()) {
      begin(store);
      before = Await.result(store.read(List.of(last(OWNER)))).get(0);
    }
    try (EmbeddedConversationStore store = open()) {
      assertThat(store.read(List.of(last(OWNER))))
          .succeedsWithin(10, TimeUnit.SECONDS)
          .satisfies(pages -> assertThat(seqs(pages.get(0))).isEqualTo(seqs(before)));
      assertThat(store.read(List.of(last(OWNER)))).isDone();
    }
  }

  @Test
  void whoWasRemovedReadsNothingFromThenOn() {
    try (EmbeddedConversationStore store = open()) {
      begin(store);
      GroupChange remove = new GroupChange.Remove(GROUP.first(), OWNER, List.of(2L), new byte[0]);
      Await.result(store.change(remove));
      assertThat(Await.result(store.read(List.of(last(2)))).get(0).status())
          .isEqualTo(ConversationPage.Status.NOT_A_MEMBER);
    }
  }

  @Test
  void eachPageIsWholeAndHasWhatWasAnsweredWhileOthersWrite() throws Exception {
    try (EmbeddedConversationStore store = open()) {
      begin(store);
      CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(store));
      while (!writer.isDone()) {
        ConversationPage page = Await.result(store.read(List.of(last(OWNER)))).get(0);
        long end = page.last();
        assertThat(seqs(page))
            .isEqualTo(LongStream.rangeClosed(Math.max(1, end - 49), end).boxed().toList());
        assertThat(page.entries().stream().filter(CachedReadsTest::hasOther)).isEmpty();
      }
      assertThat(writer).succeedsWithin(60, TimeUnit.SECONDS);
    }
  }

  /** Whether it has the edit of another message. */
  private static boolean hasOther(ConversationEntry entry) {
    return entry.edit() != null && entry.edit()[0] != entry.payload()[0];
  }

  /** Posts messages, and edits each; a message and its edit begin with the same byte. */
  private static void write(EmbeddedConversationStore store) {
    for (int i = 0; i < MESSAGES; i++) {
      byte[] text = {(byte) i};
      Post post = Post.content(GROUP, OWNER, "m" + i, text);
      long seq = Await.result(store.post(List.of(post))).get(0).place().seq();
      assertThat(Await.result(store.read(List.of(last(OWNER)))).get(0).last())
          .isGreaterThanOrEqualTo(seq);
      Await.result(store.post(List.of(Post.edit(GROUP, OWNER, "e" + i, seq, text))));
    }
  }

  @Test
  void readersAndTheEndOfTheStoreDoNotMeet() throws Exception {
    EmbeddedConversationStore store = open();
    begin(store);
    CompletableFuture<Void> reader =
        CompletableFuture.runAsync(
            () -> {
              while (!store.read(List.of(last(OWNER))).isCompletedExceptionally()) {
                Thread.onSpinWait();
              }
            });
    store.close();
    assertThat(reader).succeedsWithin(60, TimeUnit.SECONDS);
  }

  private EmbeddedConversationStore open() {
    return new EmbeddedConversationStore(
        directory.resolve("conversations"),
        ConversationLimits.DEFAULT,
        InstantSource.system(),
        false);
  }

  private static void begin(EmbeddedConversationStore store) {
    Await.result(
        store.change(
            new GroupChange.Create(
                GROUP.first(), OWNER, "g", GroupSettings.DEFAULT, List.of(2L), new byte[0])));
    Await.result(store.post(List.of(Post.content(GROUP, OWNER, "first", new byte[1]))));
  }

  private static ConversationQuery last(long userId) {
    return ConversationQuery.before(GROUP, userId, Long.MAX_VALUE, 50, 1 << 18);
  }

  private static List<Long> seqs(ConversationPage page) {
    return page.entries().stream().map(ConversationEntry::seq).toList();
  }
}
