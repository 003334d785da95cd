package io.crossim.persistence.inbox.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossim.common.result.Await;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.SmallFileSystem;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxPage.Continuity;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.Position;
import io.crossim.persistence.inbox.StoredMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The inboxes on a file system that is full or gone, and then well again. */
class FullDiskTest {

  private static final long USER = 42;
  private static final int SIZE = 10_000;

  @TempDir private Path directory;

  @Test
  void nothingIsLostWhenTheDiskIsFullAndFreeAgain() throws Exception {
    try (SmallFileSystem disk = SmallFileSystem.mount(directory, 64);
        EmbeddedInboxStore store = store()) {
      assertThat(disk).isNotNull();
      Path other = directory.resolve("other");
      Files.write(other, new byte[24 << 20]); // so much the files need to be opened again
      int stored = fill(store);
      assertThat(store.trouble()).hasValueSatisfying(why -> assertThat(why).contains("space"));
      Position last = position(store, stored);

      Files.delete(other);

      await().atMost(Duration.ofSeconds(10)).until(() -> store.trouble().isEmpty());
      assertThat(seqAfter(store, stored)).isEqualTo(stored + 1);
      assertThat(read(store, last).continuity()).isEqualTo(Continuity.KEPT);
      assertThat(store.lostMessages()).isZero();
      expectAll(store, stored + 1);
    }
  }

  @Test
  void aDirectoryThatIsGoneIsToldAndNothingIsAccepted() throws Exception {
    Path away = directory.resolve("away");
    try (EmbeddedInboxStore store = store()) {
      assertThat(seqAfter(store, 0)).isEqualTo(1);
      Files.move(directory.resolve("inbox"), away);
      await().atMost(Duration.ofSeconds(10)).until(() -> store.trouble().isPresent());
      assertThat(store.trouble()).hasValueSatisfying(why -> assertThat(why).contains("restart"));
      assertThatThrownBy(() -> seqAfter(store, 1)).isInstanceOf(UnavailableException.class);

      Files.move(away, directory.resolve("inbox"));
      await().atMost(Duration.ofSeconds(10)).until(() -> store.trouble().isEmpty());
      assertThat(seqAfter(store, 1)).isEqualTo(2);
      expectAll(store, 2);
    }
  }

  private EmbeddedInboxStore store() {
    return new EmbeddedInboxStore(
        directory.resolve("inbox"), InboxLimits.DEFAULT, InstantSource.system(), false);
  }

  /** Stores until it is refused; answers how many. */
  private static int fill(EmbeddedInboxStore store) {
    for (int stored = 0; ; stored++) {
      try {
        assertThat(seqAfter(store, stored)).isEqualTo(stored + 1);
      } catch (UnavailableException e) {
        return stored;
      }
    }
  }

  private static long seqAfter(EmbeddedInboxStore store, int stored) {
    Append append = new Append(USER, "7:" + stored, noise(stored));
    return Await.result(store.append(List.of(append))).get(0).seq();
  }

  /** Something that cannot be compressed. */
  private static byte[] noise(int seed) {
    byte[] bytes = new byte[SIZE];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static Position position(EmbeddedInboxStore store, int stored) {
    InboxPage page = read(store, new Position("", stored - 1, 0));
    List<StoredMessage> all = readAll(store);
    StoredMessage last = all.get(all.size() - 1);
    return new Position(page.start().epoch(), last.seq(), last.messageId());
  }

  private static void expectAll(EmbeddedInboxStore store, int stored) {
    List<StoredMessage> all = readAll(store);
    assertThat(all)
        .extracting(StoredMessage::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, stored).boxed().toList());
    for (int i = 0; i < stored; i++) {
      assertThat(all.get(i).payload()).isEqualTo(noise(i));
    }
  }

  private static List<StoredMessage> readAll(EmbeddedInboxStore store) {
    InboxQuery query = new InboxQuery(USER, "v2", null, Integer.MAX_VALUE);
    return Await.result(store.read(List.of(query))).get(0).messages();
  }

  private static InboxPage read(EmbeddedInboxStore store, @Nullable Position after) {
    return Await.result(store.read(List.of(new InboxQuery(USER, "v2", after, 1)))).get(0);
  }
}
