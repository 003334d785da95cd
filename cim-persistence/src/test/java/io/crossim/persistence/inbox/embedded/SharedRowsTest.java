package io.crossim.persistence.inbox.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Reference;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.StoredMessage;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What shared rows tell, and what has to be written when they go. */
class SharedRowsTest {

  private static final List<Long> USERS = List.of(41L, 42L);
  private static final ConversationId ONE = ConversationId.group(7);
  private static final ConversationId OTHER = ConversationId.group(8);

  @TempDir private Path directory;

  @Test
  void theCursorOfARowThatIsAcknowledgedStays() {
    try (InboxStore store = open()) {
      collect(store, ONE, 1); // begins the cursors, in rows of their own
      collect(store, OTHER, 1);
      List<CollectOutcome> outcomes = collect(store, ONE, 2);
      collect(store, OTHER, 2);
      for (int i = 0; i < USERS.size(); i++) {
        String epoch = outcomes.get(i).epoch();
        Await.result(store.acknowledge(List.of(new Acknowledgement(USERS.get(i), "pc", epoch, 3))));
      }
    }
    try (InboxStore store = open()) {
      for (long user : USERS) {
        InboxQuery query = new InboxQuery(user, "pc", null, 10);
        assertThat(Await.result(store.read(List.of(query))).get(0).messages())
            .extracting(StoredMessage::reference)
            .containsExactly(new Reference(OTHER, place(2)));
      }
      assertThat(collect(store, ONE, 2))
          .extracting(CollectOutcome::status)
          .containsOnly(CollectOutcome.Status.AHEAD);
      assertThat(collect(store, OTHER, 3)).extracting(CollectOutcome::headSeq).containsOnly(5L);
    }
  }

  private List<CollectOutcome> collect(InboxStore store, ConversationId conversation, long seq) {
    List<Place> places = List.of(place(seq));
    Place from = seq == 1 ? Place.START : place(seq - 1);
    return Await.result(
        store.collect(
            USERS.stream()
                .map(user -> new Collect(user, conversation, from, place(seq), places))
                .toList()));
  }

  private static Place place(long seq) {
    return new Place(seq, 1_000 + seq);
  }

  private InboxStore open() {
    return new EmbeddedInboxStore(
        directory,
        InboxLimits.DEFAULT,
        InstantSource.system(),
        /* sync= */ false,
        /* fewestShared= */ 2);
  }
}
