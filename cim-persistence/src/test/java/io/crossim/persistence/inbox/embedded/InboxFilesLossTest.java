package io.crossim.persistence.inbox.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxPage.Continuity;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.Position;
import io.crossim.persistence.inbox.StoredMessage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told when the write-ahead log of the files lost something. */
class InboxFilesLossTest {

  private static final long USER = 42;
  private static final int MESSAGES = 300;

  @TempDir private Path directory;

  @Test
  void nothingIsLostByAnOrderlyEnd() {
    AppendOutcome last = fill();

    try (EmbeddedInboxStore store = store()) {
      InboxPage page = read(store, new Position(last.epoch(), last.seq(), last.messageId()));
      assertThat(page.continuity()).isEqualTo(Continuity.KEPT);
      assertThat(read(store, null).messages()).hasSize(MESSAGES);
      assertThat(store.lostMessages()).isZero();
    }
  }

  @Test
  void aFlippedBitInTheMiddleIsToldAsALoss() throws Exception {
    AppendOutcome last = fill();
    Path log = log();
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
      long middle = file.length() / 2;
      file.seek(middle);
      int found = file.read();
      file.seek(middle);
      file.write(found ^ 4);
    }

    expectLoss(last, 100, 200);
  }

  @Test
  void bytesMissingAtTheEndAreToldAsALoss() throws Exception {
    AppendOutcome last = fill();
    cut(log(), 1_000);

    expectLoss(last, 1, 20);
  }

  @Test
  void theLastByteIsMissedToo() throws Exception {
    AppendOutcome last = fill();
    cut(log(), 1);

    expectLoss(last, 1, 1);
  }

  @Test
  void aRecordThatNobodyWasAnsweredMayBeTorn() throws Exception {
    AppendOutcome last = fill();
    byte[] begun = Arrays.copyOf(Files.readAllBytes(log()), 40);
    Files.write(log(), begun, StandardOpenOption.APPEND);

    try (EmbeddedInboxStore store = store()) {
      assertThat(store.lostMessages()).isZero();
      assertThat(read(store, new Position(last.epoch(), 1, 0)).continuity())
          .isEqualTo(Continuity.KEPT);
    }
  }

  @Test
  void aLogThatIsGoneAltogetherIsToldToo() throws Exception {
    AppendOutcome last = fill();
    cut(log(), Files.size(log()));

    expectLoss(last, MESSAGES, MESSAGES);
  }

  @Test
  void aMarkerThatIsDamagedCountsAsALoss() throws Exception {
    AppendOutcome last = fill();
    Files.writeString(directory.resolve("inbox/WRITTEN"), "something else, and longer than it is");

    try (EmbeddedInboxStore store = store()) {
      assertThat(read(store, new Position(last.epoch(), last.seq(), last.messageId())).continuity())
          .isEqualTo(Continuity.STORE_CHANGED);
    }
  }

  /** Those that have seen what is gone are told so, the others that the store has changed. */
  private void expectLoss(AppendOutcome last, int atLeast, int atMost) {
    String epoch;
    long kept;
    try (EmbeddedInboxStore store = store()) {
      assertThat(store.lostMessages()).isBetween((long) atLeast, (long) atMost);
      kept = MESSAGES - store.lostMessages();
      InboxPage page = read(store, null);
      assertThat(page.messages())
          .extracting(StoredMessage::seq)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, kept).boxed().toList());
      epoch = page.start().epoch();
      assertThat(epoch).isNotEqualTo(last.epoch());
      assertThat(read(store, new Position(last.epoch(), last.seq(), last.messageId())).continuity())
          .isEqualTo(Continuity.STORE_WENT_BACK);
      if (kept > 0) {
        StoredMessage first = page.messages().get(0);
        assertThat(read(store, new Position(last.epoch(), 1, first.messageId())).continuity())
            .isEqualTo(Continuity.STORE_CHANGED);
      }
    }
    // It is told once; the new epoch lasts.
    try (EmbeddedInboxStore store = store()) {
      assertThat(store.lostMessages()).isZero();
      assertThat(read(store, null).start().epoch()).isEqualTo(epoch);
      assertThat(read(store, null).headSeq()).isEqualTo(kept);
    }
  }

  /** Stores messages, a write each; answers the outcome of the last. */
  private AppendOutcome fill() {
    List<AppendOutcome> outcomes = new ArrayList<>();
    try (EmbeddedInboxStore store = store()) {
      for (int i = 0; i < MESSAGES; i++) {
        Append append = new Append(USER, "7:" + i, ("message " + i).getBytes(UTF_8));
        outcomes.addAll(Await.result(store.append(List.of(append))));
      }
    }
    return outcomes.get(MESSAGES - 1);
  }

  private Path log() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("inbox"))) {
      return files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
    }
  }

  private static void cut(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - bytes);
    }
  }

  private EmbeddedInboxStore store() {
    return new EmbeddedInboxStore(
        directory.resolve("inbox"), InboxLimits.DEFAULT, InstantSource.system(), false);
  }

  private static InboxPage read(EmbeddedInboxStore store, @Nullable Position after) {
    return Await.result(store.read(List.of(new InboxQuery(USER, "v2", after, 1_000)))).get(0);
  }
}
