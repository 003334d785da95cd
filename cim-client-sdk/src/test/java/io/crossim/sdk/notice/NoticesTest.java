package io.crossim.sdk.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Receipt;
import io.crossim.common.protocol.Signal;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often a client tells something, with a clock that the test turns. */
class NoticesTest {

  private static final Conversation ONE = group(1);
  private static final Conversation OTHER = group(2);

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Notices notices = new Notices(channel.eventLoop());
  private final List<Frame> written = new ArrayList<>();

  @BeforeEach
  void connect() {
    channel.freezeTime();
    notices.connected(written::add);
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void tellsTheHighestMarkOfASecond() {
    notices.read(ONE, 1);
    pass(0);
    assertThat(marks()).containsExactly(1L);

    notices.read(ONE, 3);
    notices.read(ONE, 7);
    notices.read(ONE, 5);
    pass(999);
    assertThat(marks()).containsExactly(1L);
    pass(1);
    assertThat(marks()).containsExactly(1L, 7L);

    pass(5_000);
    notices.read(ONE, 6);
    pass(5_000);
    assertThat(marks()).containsExactly(1L, 7L);
    notices.read(ONE, 8);
    pass(0);
    assertThat(marks()).containsExactly(1L, 7L, 8L);
  }

  @Test
  void whoIsWatchedIsToldOnEachConnectionAndAtMostOnceASecond() {
    notices.watch(Set.of(7L));
    notices.watch(Set.of(8L));
    notices.watch(Set.of(9L));
    pass(1_099);
    assertThat(watched()).containsExactly(List.of(7L));
    pass(1);
    assertThat(watched()).containsExactly(List.of(7L), List.of(9L));

    pass(5_000);
    notices.connected(null);
    pass(5_000);
    notices.connected(written::add);
    pass(0);
    assertThat(watched()).containsExactly(List.of(7L), List.of(9L), List.of(9L));

    pass(5_000);
    notices.watch(Set.of());
    notices.connected(written::add);
    pass(5_000);
    assertThat(watched()).hasSize(4).endsWith(List.of());
  }

  private List<List<Long>> watched() {
    return written.stream()
        .filter(Frame::hasSubscription)
        .map(frame -> frame.getSubscription().getPresenceList())
        .toList();
  }

  @Test
  void conversationsDoNotWaitForEachOther() {
    notices.read(ONE, 1);
    notices.read(OTHER, 2);
    pass(0);

    assertThat(written)
        .flatExtracting(Frame::getReceiptsList)
        .extracting(Receipt::getConversation)
        .containsExactly(ONE, OTHER);
  }

  @Test
  void whatIsReadWithoutAConnectionIsToldOverTheNextOne() {
    notices.read(ONE, 1);
    notices.connected(null);
    notices.read(ONE, 4);
    notices.read(OTHER, 2);
    pass(5_000);
    assertThat(marks()).containsExactly(1L);

    notices.connected(written::add);
    pass(5_000);

    assertThat(marks()).containsExactly(1L, 4L, 2L);
    assertThat(written).hasSize(2); // both in one frame
  }

  @Test
  void remembersTheMarksOfTheLastConversations() {
    notices.connected(null);
    for (int id = 1; id <= 300; id++) {
      notices.read(group(id), id);
    }
    notices.connected(written::add);
    pass(0);

    assertThat(marks()).hasSize(100).first().isEqualTo(201L);
    assertThat(written).allSatisfy(frame -> assertThat(frame.getReceiptsCount()).isLessThan(65));
  }

  @Test
  void tellsOnceInThreeSecondsThatTheUserTypes() {
    notices.typing(ONE);
    notices.typing(ONE);
    notices.typing(OTHER);
    pass(2_999);
    notices.typing(ONE);
    pass(0);
    assertThat(signals()).containsExactly(ONE, OTHER);

    pass(1);
    notices.typing(ONE);
    pass(0);
    assertThat(signals()).containsExactly(ONE, OTHER, ONE);
  }

  @Test
  void tellsNothingOfTypingLater() {
    notices.connected(null);
    notices.typing(ONE);
    notices.connected(written::add);
    pass(5_000);

    assertThat(written).isEmpty();
  }

  @Test
  void typesInSoManyConversationsAtOnce() {
    for (int id = 1; id <= 100; id++) {
      notices.typing(group(id));
    }
    pass(0);

    assertThat(written).hasSize(16);
  }

  private void pass(long millis) {
    channel.runPendingTasks();
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runPendingTasks();
  }

  private List<Long> marks() {
    return written.stream()
        .flatMap(frame -> frame.getReceiptsList().stream())
        .map(Receipt::getRead)
        .toList();
  }

  private List<Conversation> signals() {
    return written.stream()
        .flatMap(frame -> frame.getSignalsList().stream())
        .map(Signal::getConversation)
        .toList();
  }

  private static Conversation group(long id) {
    return Conversation.newBuilder().setType(Conversation.Type.GROUP).setId(id).build();
  }
}
