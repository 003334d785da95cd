package io.crossim.persistence.conversation.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationPage;
import io.crossim.persistence.conversation.ConversationPage.Continuity;
import io.crossim.persistence.conversation.ConversationQuery;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.ConversationStoreContract;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.GroupSettings;
import io.crossim.persistence.conversation.Membership;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.persistence.conversation.Standing;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

class EmbeddedConversationStoreTest extends ConversationStoreContract {

  private static final ConversationId GROUP = ConversationId.group(7);

  @TempDir private Path directory;
  private int opened;

  @Override
  protected ConversationStore open(ConversationLimits limits) {
    return new EmbeddedConversationStore(
        directory.resolve("conversations-" + opened++), limits, InstantSource.system(), false);
  }

  @Test
  void everythingIsThereAfterAnOrderlyEnd() {
    Path files = directory.resolve("again");
    Place last;
    try (ConversationStore store = store(files)) {
      last = fill(store, 3);
      Post recall = Post.recall(GROUP, 1, "r", 2, new byte[0]);
      assertThat(Await.result(store.post(List.of(recall))).get(0).place().seq()).isEqualTo(5);
    }
    try (ConversationStore store = store(files)) {
      ConversationPage page = delivery(store, Place.START);
      assertThat(page.entries())
          .extracting(ConversationEntry::seq)
          .containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThat(page.entries())
          .extracting(ConversationEntry::removed)
          .containsExactly(false, true, false, false, false);
      assertThat(delivery(store, last).continuity()).isEqualTo(Continuity.KEPT);
      Post again = Post.content(GROUP, 1, "p0", new byte[1]);
      assertThat(Await.result(store.post(List.of(again))).get(0).status())
          .isEqualTo(PostOutcome.Status.DUPLICATE);
      assertThat(Await.result(store.unfinished(GROUP.shard(), Duration.ZERO, 9))).hasSize(1);
    }
  }

  @Test
  void aLostEndIsToldByAnotherEpochAndWhereTheLogsPart() throws Exception {
    Path files = directory.resolve("lost");
    Place last;
    String epoch;
    try (ConversationStore store = store(files)) {
      last = fill(store, 100);
      epoch = delivery(store, Place.START).epoch();
    }
    Path log;
    try (Stream<Path> all = Files.list(files)) {
      log = all.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
    }
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - 2_000);
    }
    try (EmbeddedConversationStore store = store(files)) {
      long kept = 101 - store.lostEntries();
      assertThat(kept).isBetween(50L, 100L);
      ConversationPage page = delivery(store, last);
      assertThat(page.continuity()).isEqualTo(Continuity.WENT_BACK);
      assertThat(page.epoch()).isNotEqualTo(epoch);
      assertThat(page.entries()).isEmpty();
      assertThat(page.end().seq()).isEqualTo(kept);
      Post more = Post.content(GROUP, 1, "more", new byte[1]);
      Await.result(store.post(List.of(more)));
      // What was accepted since is not passed over.
      assertThat(delivery(store, last).entries())
          .extracting(ConversationEntry::seq)
          .containsExactly(kept + 1);
      assertThat(delivery(store, page.end()).continuity()).isEqualTo(Continuity.KEPT);
    }
  }

  @Test
  void aConversationThatCannotBeReadConcernsNoOther() throws Exception {
    Path files = directory.resolve("damaged");
    store(files).close();
    try (Options options = new Options();
        RocksDB rows = RocksDB.open(options, files.toString())) {
      rows.put("sg8".getBytes(UTF_8), new byte[] {9});
    }
    ConversationId bad = ConversationId.group(8);
    try (ConversationStore store = store(files)) {
      fill(store, 1);
      List<PostOutcome> outcomes =
          Await.result(
              store.post(
                  List.of(
                      Post.content(bad, 1, "a", new byte[1]),
                      Post.content(GROUP, 1, "a", new byte[1]))));
      assertThat(outcomes)
          .extracting(PostOutcome::status)
          .containsExactly(PostOutcome.Status.BROKEN, PostOutcome.Status.STORED);
      assertThat(Await.result(store.standings(List.of(new Membership(bad, 1)))).get(0).status())
          .isEqualTo(Standing.Status.BROKEN);
      ConversationQuery query = ConversationQuery.delivery(bad, 1, Place.START, 9, 99);
      assertThat(Await.result(store.read(List.of(query))).get(0).status())
          .isEqualTo(ConversationPage.Status.BROKEN);
      GroupChange dismiss = new GroupChange.Dismiss(8, 1, new byte[0]);
      assertThat(Await.result(store.change(dismiss)).status())
          .isEqualTo(ChangeOutcome.Status.BROKEN);
    }
  }

  @Test
  void aGapInALogIsDamage() throws Exception {
    Path files = directory.resolve("gap");
    try (ConversationStore store = store(files)) {
      fill(store, 9);
    }
    try (Options options = new Options();
        RocksDB rows = RocksDB.open(options, files.toString())) {
      rows.delete(ByteBuffer.allocate(12).put("eg7\0".getBytes(UTF_8)).putLong(5).array());
    }
    try (ConversationStore store = store(files)) {
      assertThat(status(store, 5, 9)).isEqualTo(ConversationPage.Status.READ);
      assertThat(status(store, 4, 9)).isEqualTo(ConversationPage.Status.BROKEN);
      assertThat(status(store, 4, 2)).isEqualTo(ConversationPage.Status.BROKEN);
      assertThat(status(store, 0, 9)).isEqualTo(ConversationPage.Status.BROKEN);
      assertThat(status(store, 0, 4)).isEqualTo(ConversationPage.Status.READ);
    }
  }

  /** What comes of reading so many entries behind a place. */
  private static ConversationPage.Status status(ConversationStore store, long after, int limit) {
    ConversationQuery query = ConversationQuery.after(GROUP, 2, after, limit, Long.MAX_VALUE);
    return Await.result(store.read(List.of(query))).get(0).status();
  }

  private static EmbeddedConversationStore store(Path files) {
    return new EmbeddedConversationStore(
        files, ConversationLimits.DEFAULT, InstantSource.system(), false);
  }

  /** Makes the group and posts so many messages, a write each; answers the last place. */
  private static Place fill(ConversationStore store, int messages) {
    GroupChange create =
        new GroupChange.Create(
            GROUP.first(), 1, "g", GroupSettings.DEFAULT, List.of(2L), new byte[1]);
    Place last = Await.result(store.change(create)).place();
    for (int i = 0; i < messages; i++) {
      Post post = Post.content(GROUP, 1, "p" + i, new byte[10]);
      last = Await.result(store.post(List.of(post))).get(0).place();
    }
    return last;
  }

  private static ConversationPage delivery(ConversationStore store, Place cursor) {
    ConversationQuery query = ConversationQuery.delivery(GROUP, 2, cursor, 1_000, Long.MAX_VALUE);
    return Await.result(store.read(List.of(query))).get(0);
  }
}
