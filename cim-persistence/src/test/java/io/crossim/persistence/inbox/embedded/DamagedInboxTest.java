package io.crossim.persistence.inbox.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.AppendOutcome.Status;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.InboxStore;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/** An inbox that cannot be read fails, and no other one with it. */
class DamagedInboxTest {

  private static final long BAD = 42;
  private static final long GOOD = 43;

  @TempDir private Path directory;

  @Test
  void aStateOfAnotherFormConcernsItsUserAlone() throws Exception {
    for (byte[] state : List.of(new byte[] {9, 9, 9}, new byte[0], new byte[] {1, 0, 0})) {
      put('s', BAD, state);
      try (InboxStore store = store()) {
        expectBroken(store);
      }
    }
  }

  @Test
  void devicesThatAreNotWholeConcernTheirUserAlone() throws Exception {
    try (InboxStore store = store()) {
      append(store, message(BAD, "a"));
    }
    put('d', BAD, ByteBuffer.allocate(20).putLong(1).putLong(2).putInt(Integer.MAX_VALUE).array());
    try (InboxStore store = store()) {
      expectBroken(store);
    }
  }

  @Test
  void aCursorThatIsNotWholeStopsNoLogin() throws Exception {
    try (InboxStore store = store()) {
      append(store, message(BAD, "a"));
    }
    put(Keys.cursor(BAD, "g7"), new byte[3]);
    try (InboxStore store = store()) {
      InboxState state = Await.result(store.states(List.of(new InboxDevice(BAD, "v2")))).get(0);
      assertThat(state.headSeq()).isEqualTo(1);
      assertThat(state.mayLack()).isTrue();
    }
  }

  @Test
  void aMessageThatIsMissingIsNotPassedOver() throws Exception {
    try (InboxStore store = store()) {
      append(store, message(BAD, "a"), message(BAD, "b"), message(BAD, "c"), message(GOOD, "x"));
    }
    try (Options options = new Options();
        RocksDB files = RocksDB.open(options, directory.toString())) {
      files.delete(ByteBuffer.allocate(17).put((byte) 'm').putLong(BAD).putLong(2).array());
    }
    try (InboxStore store = store()) {
      List<InboxPage> pages = read(store, BAD, GOOD);
      assertThat(pages.get(0).start().epoch()).isEmpty();
      assertThat(pages.get(0).messages()).isEmpty();
      assertThat(pages.get(1).messages()).hasSize(1);
    }
  }

  @Test
  void aFlippedBitInATableIsNotPassedOver() throws Exception {
    Random random = new Random(1);
    try (InboxStore store = store()) {
      for (long user : new long[] {BAD, GOOD}) {
        for (int i = 0; i < 50; i++) {
          byte[] payload = new byte[10_000];
          random.nextBytes(payload);
          append(store, new Append(user, "7:" + i, payload));
        }
      }
    }
    store().close(); // what the log held is in a table now
    Path table;
    try (Stream<Path> files = Files.list(directory)) {
      table = files.filter(file -> file.toString().endsWith(".sst")).findFirst().orElseThrow();
    }
    try (RandomAccessFile file = new RandomAccessFile(table.toFile(), "rw")) {
      long place = file.length() / 4; // the first half are messages of the first user
      file.seek(place);
      int found = file.read();
      file.seek(place);
      file.write(found ^ 1);
    }
    try (InboxStore store = store()) {
      List<InboxPage> pages = read(store, BAD, GOOD);
      assertThat(pages.get(0).start().epoch()).isEmpty();
      assertThat(pages.get(1).messages()).hasSize(50);
      assertThat(append(store, message(GOOD, "more"))).containsExactly(Status.STORED);
    }
  }

  private static void expectBroken(InboxStore store) {
    assertThat(
            append(
                store,
                message(GOOD, "x" + System.nanoTime()),
                message(BAD, "a"),
                new Append(BAD, "7:b", new byte[1], /* withPrevious= */ true),
                message(GOOD, "y" + System.nanoTime())))
        .containsExactly(Status.STORED, Status.BROKEN, Status.BROKEN, Status.STORED);
    List<InboxPage> pages = read(store, BAD, GOOD);
    assertThat(pages.get(0).start().epoch()).isEmpty();
    assertThat(pages.get(0).messages()).isEmpty();
    assertThat(pages.get(1).messages()).isNotEmpty();
    Await.result(store.acknowledge(List.of(new Acknowledgement(BAD, "v2", "", 0))));
    List<InboxState> states =
        Await.result(
            store.states(List.of(new InboxDevice(BAD, "v2"), new InboxDevice(GOOD, "v2"))));
    assertThat(states.get(0)).isEqualTo(new InboxState("", 0, 0, true));
    assertThat(states.get(1).epoch()).isEqualTo(pages.get(1).start().epoch());
  }

  private void put(char kind, long user, byte[] value) throws Exception {
    put(ByteBuffer.allocate(9).put((byte) kind).putLong(user).array(), value);
  }

  private void put(byte[] key, byte[] value) throws Exception {
    try (Options options = new Options().setCreateIfMissing(true);
        RocksDB files = RocksDB.open(options, directory.toString())) {
      files.put(key, value);
    }
  }

  private InboxStore store() {
    return new EmbeddedInboxStore(directory, InboxLimits.DEFAULT, InstantSource.system(), false);
  }

  private static Append message(long user, String text) {
    return new Append(user, "7:" + text, text.getBytes(UTF_8));
  }

  private static List<Status> append(InboxStore store, Append... batch) {
    return Await.result(store.append(List.of(batch))).stream().map(AppendOutcome::status).toList();
  }

  private static List<InboxPage> read(InboxStore store, long... users) {
    List<InboxQuery> queries = new ArrayList<>();
    for (long user : users) {
      queries.add(new InboxQuery(user, "v2", null, 100));
    }
    return Await.result(store.read(queries));
  }
}
