package io.crossim.persistence.inbox.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.AppendOutcome.Status;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxPage.Continuity;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.Position;
import io.crossim.persistence.inbox.StoredMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state of an inbox is not written with each message; what it lacks, the messages tell. */
class LogBehindStateTest {

  private static final long USER = 42;
  private static final int ACKNOWLEDGED = 20;
  private static final ConversationId GROUP = ConversationId.group(7);

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 15, 16, 17, 40})
  void aLogIsWholeWhenItsFilesAreOpenedAgain(int more) {
    int all = ACKNOWLEDGED + more;
    InboxLimits limits = new InboxLimits(Duration.ofDays(30), 1_000, 3L * more + 5, 4);
    AppendOutcome last;
    try (InboxStore store = store(InboxLimits.DEFAULT)) {
      last = append(store, 1, ACKNOWLEDGED);
      Await.result(
          store.acknowledge(List.of(new Acknowledgement(USER, "pc", last.epoch(), ACKNOWLEDGED))));
      last = more == 0 ? last : append(store, ACKNOWLEDGED + 1, all);
    }
    try (InboxStore store = store(limits)) {
      InboxPage page = read(store, new Position(last.epoch(), last.seq(), last.messageId()));
      assertThat(page.continuity()).isEqualTo(Continuity.KEPT);
      assertThat(read(store, null).messages())
          .extracting(StoredMessage::seq)
          .containsExactlyElementsOf(
              LongStream.rangeClosed(ACKNOWLEDGED + 1, all).boxed().toList());
      if (more > 0) { // an inbox that holds nothing takes a single message of any size
        assertThat(append(store, "of six").status()).isEqualTo(Status.FULL);
      }
      AppendOutcome next = append(store, "of 5!");
      assertThat(next.seq()).isEqualTo(all + 1);
      assertThat(next.messageId()).isGreaterThan(last.messageId());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 40})
  void placesThatWereCollectedStayWithTheirCursor(int places) {
    try (InboxStore store = store(InboxLimits.DEFAULT)) {
      for (int seq = 1; seq <= places; seq++) {
        assertThat(collect(store, seq).status()).isEqualTo(CollectOutcome.Status.TAKEN);
      }
    }
    try (InboxStore store = store(InboxLimits.DEFAULT)) {
      assertThat(collect(store, places).status()).isEqualTo(CollectOutcome.Status.AHEAD);
      assertThat(collect(store, places + 1).headSeq()).isEqualTo(places + 1);
      assertThat(read(store, null).messages())
          .extracting(StoredMessage::seq)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, places + 1).boxed().toList());
    }
  }

  private static CollectOutcome collect(InboxStore store, long seq) {
    Place before = seq == 1 ? Place.START : new Place(seq - 1, 1_000 + seq - 1);
    Place place = new Place(seq, 1_000 + seq);
    return Await.result(
            store.collect(List.of(new Collect(USER, GROUP, before, place, List.of(place)))))
        .get(0);
  }

  private static AppendOutcome append(InboxStore store, int first, int last) {
    for (int i = first; i < last; i++) {
      append(store, String.format("%03d", i));
    }
    return append(store, String.format("%03d", last));
  }

  private static AppendOutcome append(InboxStore store, String text) {
    return Await.result(store.append(List.of(new Append(USER, "7:" + text, text.getBytes(UTF_8)))))
        .get(0);
  }

  private static InboxPage read(InboxStore store, @Nullable Position after) {
    return Await.result(store.read(List.of(new InboxQuery(USER, "pc", after, 1_000)))).get(0);
  }

  private InboxStore store(InboxLimits limits) {
    return new EmbeddedInboxStore(directory, limits, InstantSource.system(), false);
  }
}
