package io.crossim.route.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.crossim.common.result.Await;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationPage;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.Collect;
import io.crossim.route.api.Continuity;
import io.crossim.route.api.ReadBatch;
import io.crossim.route.api.ReadItem;
import io.crossim.route.api.ReadResult;
import io.crossim.route.api.StoredMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Pages of inboxes that hold references. */
class ReferencesInPagesTest {

  private static final ConversationId GROUP = ConversationId.group(5);

  /** When the first message of the group was sent, but for one millisecond. */
  private static final long SENT = 4_000;

  /** The place of an entry that is no more. */
  private static final long GONE = 3;

  private final FakeInboxes inboxes = new FakeInboxes();
  private final List<Integer> calls = new ArrayList<>();
  private int size = 10;
  private boolean away;
  private final InboxReads reads = new InboxReads(inboxes, this::resolve, 1_000);
  private Place cursor = Place.START;

  private CompletableFuture<List<References.Resolved>> resolve(List<References.Held> references) {
    calls.add(references.size());
    return away
        ? CompletableFuture.failedFuture(new UnavailableException("away", null))
        : CompletableFuture.completedFuture(
            references.stream().map(one -> resolved(one.reference().place().seq())).toList());
  }

  private References.Resolved resolved(long seq) {
    return new References.Resolved(body(seq), seq == GONE ? 0 : SENT + seq);
  }

  private ByteString body(long seq) {
    return ByteString.copyFromUtf8(("" + seq + "-".repeat(size)).substring(0, size));
  }

  private void collect(int count) {
    List<Place> places =
        LongStream.rangeClosed(cursor.seq() + 1, cursor.seq() + count)
            .mapToObj(seq -> new Place(seq, 100 + seq))
            .toList();
    Place last = places.get(places.size() - 1);
    Await.result(inboxes.collect(List.of(new Collect(1, GROUP, cursor, last, places))));
    cursor = last;
  }

  private void append(String text) {
    Append append = new Append(1, text, ByteString.copyFromUtf8(text).toByteArray());
    Await.result(inboxes.append(List.of(append)));
  }

  private ReadResult read(long maxBytes) {
    ReadItem.Builder item =
        ReadItem.newBuilder().setUserId(1).setDevice("d").setLimit(100).setMaxBytes(maxBytes);
    return Await.result(reads.read(ReadBatch.newBuilder().addReads(item).build())).getResults(0);
  }

  private static List<String> texts(ReadResult result) {
    return result.getMessagesList().stream()
        .map(StoredMessage::getPayload)
        .map(ByteString::toStringUtf8)
        .toList();
  }

  @Test
  void messagesAndReferencesKeepTheirOrder() {
    append("a");
    collect(2);
    append("b");
    collect(1);

    assertThat(texts(read(0))).containsExactly("a", "1---------", "2---------", "b", "3---------");
    assertThat(calls).containsExactly(3);
  }

  @Test
  void aMessageThatWaitedInTheGroupHasTheTimeAtWhichItWasSent() {
    append("a");
    collect(3);

    List<StoredMessage> messages = read(0).getMessagesList();

    assertThat(messages).extracting(StoredMessage::getStoredAt).contains(SENT + 1, SENT + 2);
    assertThat(messages.get(0).getStoredAt()).isGreaterThan(SENT + 2);
    assertThat(messages.get(3).getStoredAt()).as("gone").isGreaterThan(SENT + 2);
  }

  @Test
  void aGapIsToldInItsPlace() {
    collect(1);
    gap(ConversationPage.Continuity.EXPIRED);
    collect(1);
    gap(ConversationPage.Continuity.WENT_BACK);

    assertThat(read(0).getMessagesList())
        .extracting(StoredMessage::getGap)
        .containsExactly(
            Continuity.KEPT, Continuity.EXPIRED, Continuity.KEPT, Continuity.STORE_WENT_BACK);
  }

  private void gap(ConversationPage.Continuity reason) {
    Place gap = Objects.requireNonNull(GapPlace.of(reason));
    Await.result(inboxes.collect(List.of(new Collect(1, GROUP, cursor, cursor, List.of(gap)))));
  }

  @Test
  void whatIsKnownOfTheirSizeTellsHowManyAreReadAtOnce() {
    collect(100);

    assertThat(read(0).getMessagesCount()).isEqualTo(100);
    assertThat(calls).containsExactly(16, 84);
  }

  @Test
  void aPageHasNoMoreBytesThanWereAskedFor() {
    collect(100);
    size = 300;

    ReadResult result = read(1_000);

    assertThat(result.getMessagesCount()).isEqualTo(3);
    assertThat(result.getMessages(2).getSeq()).isEqualTo(3);
    assertThat(result.getHeadSeq()).isEqualTo(100);
    assertThat(calls).containsExactly(16);
  }

  @Test
  void aFirstMessageIsReadWhateverItsSize() {
    collect(2);
    size = 5_000;

    assertThat(read(1_000).getMessagesCount()).isEqualTo(1);
  }

  @Test
  void messagesBeforeAReferenceDoNotWaitForTheStoreOfConversations() {
    append("a");
    collect(1);
    append("b");
    away = true;

    assertThat(texts(read(0))).containsExactly("a");
  }

  @Test
  void aReferenceThatCannotBeReadIsAFailureOfThatInboxAlone() {
    collect(1);
    away = true;
    ReadBatch batch =
        ReadBatch.newBuilder()
            .addReads(ReadItem.newBuilder().setUserId(1).setDevice("d").setLimit(10))
            .addReads(ReadItem.newBuilder().setUserId(2).setDevice("d").setLimit(10))
            .build();

    assertThat(Await.result(reads.read(batch)).getResultsList())
        .extracting(ReadResult::getCode)
        .containsExactly("4000", "9000");
  }
}
