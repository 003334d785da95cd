package io.crossim.persistence.inbox.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome.Status;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxPage.Continuity;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.Position;
import io.crossim.persistence.inbox.StoredMessage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/** Files in which messages count no bytes and inboxes share an epoch go on to work. */
class OlderInboxFilesTest {

  private static final long USER = 42;
  private static final String SHARED_EPOCH = "0c8e7f2e-7d0c-4b39-a4f3-a1d3d4a4b6f8";
  private static final long NOW = System.currentTimeMillis();

  @TempDir private Path directory;

  /** Two messages, "a" acknowledged and trimmed, "b" and "c" kept, device "v2" at 1. */
  @BeforeEach
  void write() throws Exception {
    try (Options options = new Options().setCreateIfMissing(true);
        RocksDB files = RocksDB.open(options, directory.toString())) {
      files.put(
          key('s').array(),
          ByteBuffer.allocate(5 * Long.BYTES + SHARED_EPOCH.length())
              .putLong(3)
              .putLong(1)
              .putLong(NOW)
              .putLong(NOW + 2)
              .putLong(NOW)
              .put(SHARED_EPOCH.getBytes(UTF_8))
              .array());
      files.put(
          key('d').array(),
          ByteBuffer.allocate(2 * (2 * Long.BYTES + Integer.BYTES + 2))
              .putLong(1)
              .putLong(NOW)
              .putInt(2)
              .put("v2".getBytes(UTF_8))
              .putLong(0)
              .putLong(NOW - 5)
              .putInt(2)
              .put("pc".getBytes(UTF_8))
              .array());
      message(files, 2, "bb");
      message(files, 3, "cc");
    }
  }

  private static ByteBuffer key(char kind) {
    return ByteBuffer.allocate(9).put((byte) kind).putLong(USER);
  }

  private static void message(RocksDB files, long seq, String text) throws Exception {
    files.put(
        ByteBuffer.allocate(17).put(key('m').array()).putLong(seq).array(),
        ByteBuffer.allocate(18)
            .putLong(NOW + seq - 1)
            .putLong(NOW)
            .put(text.getBytes(UTF_8))
            .array());
  }

  @Test
  void theirMessagesAreReadAndOthersJoinOn() {
    try (InboxStore store = store(new InboxLimits(Duration.ofDays(30), 100, 4, 2))) {
      assertThat(append(store, "dddd")).isEqualTo(Status.STORED); // the older ones count no bytes
      assertThat(append(store, "e")).isEqualTo(Status.FULL);

      InboxPage page = read(store, null);
      assertThat(page.messages()).extracting(StoredMessage::seq).containsExactly(2L, 3L, 4L);
      assertThat(page.messages())
          .extracting(message -> new String(message.payload(), UTF_8))
          .containsExactly("bb", "cc", "dddd");
      assertThat(page.messages().get(1).messageId()).isEqualTo(NOW + 2);
      acknowledge(store, page.start().epoch(), 3);
      assertThat(append(store, "e")).isEqualTo(Status.FULL);
      acknowledge(store, page.start().epoch(), 4);
      assertThat(append(store, "eeee")).isEqualTo(Status.STORED);
    }
  }

  @Test
  void theirInboxesGetEpochsOfTheirOwn() {
    String epoch;
    try (InboxStore store = store(InboxLimits.DEFAULT)) {
      InboxPage page = read(store, new Position(SHARED_EPOCH, 2, NOW + 1));
      epoch = page.start().epoch();
      assertThat(epoch).isNotEqualTo(SHARED_EPOCH);
      assertThat(page.continuity()).isEqualTo(Continuity.STORE_CHANGED);
      assertThat(page.messages()).hasSize(1);
    }
    try (InboxStore store = store(InboxLimits.DEFAULT)) {
      InboxPage page = read(store, new Position(epoch, 2, NOW + 1));
      assertThat(page.continuity()).isEqualTo(Continuity.KEPT);
    }
  }

  @Test
  void theirDevicesStandWhereTheyStood() {
    try (InboxStore store = store(new InboxLimits(Duration.ofDays(30), 100, 100, 2))) {
      assertThat(state(store, "v2").ackedSeq()).isEqualTo(1);
      acknowledge(store, state(store, "v2").epoch(), 2);
      state(store, "new"); // displaces "pc", which stands behind "v2" and was seen before it
      assertThat(state(store, "v2").ackedSeq()).isEqualTo(2);
    }
  }

  private InboxStore store(InboxLimits limits) {
    return new EmbeddedInboxStore(directory, limits, InstantSource.system(), false);
  }

  private static Status append(InboxStore store, String text) {
    Append append = new Append(USER, "7:" + text, text.getBytes(UTF_8));
    return Await.result(store.append(List.of(append))).get(0).status();
  }

  private static void acknowledge(InboxStore store, String epoch, long seq) {
    for (String device : List.of("v2", "pc")) {
      Await.result(store.acknowledge(List.of(new Acknowledgement(USER, device, epoch, seq))));
    }
  }

  private static InboxState state(InboxStore store, String device) {
    return Await.result(store.states(List.of(new InboxDevice(USER, device)))).get(0);
  }

  private static InboxPage read(InboxStore store, @Nullable Position after) {
    return Await.result(store.read(List.of(new InboxQuery(USER, "v2", after, 100)))).get(0);
  }
}
