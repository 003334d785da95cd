package io.crossim.persistence.conversation.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationQuery;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.GroupSettings;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.local.LocalConversations;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much is read for a page that holds few entries because they are large. */
class PageBytesTest {

  private static final ConversationId GROUP = ConversationId.group(7);
  private static final long OWNER = 1;
  private static final int LARGE = 10_000;
  private static final int MESSAGES = 100;
  private static final int PAGE = 20 * LARGE;

  private final CountedRows rows = new CountedRows();
  private final LocalConversations conversations =
      new LocalConversations(
          rows,
          ConversationLimits.DEFAULT,
          () -> "epoch",
          (id, damage) -> {
            throw damage;
          });

  @BeforeEach
  void fill() {
    conversations.begin(System.currentTimeMillis());
    conversations.change(
        new GroupChange.Create(7, OWNER, "g", GroupSettings.DEFAULT, List.of(), new byte[0]));
    for (int i = 0; i < MESSAGES; i++) {
      conversations.post(Post.content(GROUP, OWNER, "m" + i, new byte[LARGE]));
    }
  }

  @Test
  void theLastEntriesThatFit() {
    assertThat(seqs(ConversationQuery.before(GROUP, OWNER, Long.MAX_VALUE, 100, PAGE)))
        .isEqualTo(from(MESSAGES - 18, MESSAGES + 1));
    assertThat(rows.read).isLessThan(3 * PAGE);
  }

  @Test
  void theFirstEntriesThatFit() {
    assertThat(seqs(ConversationQuery.after(GROUP, OWNER, 1, 100, PAGE))).isEqualTo(from(2, 21));
    assertThat(rows.read).isLessThan(PAGE + 2 * LARGE);
  }

  @Test
  void whatAMemberHasToGet() {
    assertThat(seqs(ConversationQuery.delivery(GROUP, OWNER, Place.START, 100, PAGE)))
        .isEqualTo(from(1, 21));
    assertThat(rows.read).isLessThan(PAGE + 2 * LARGE);
  }

  @Test
  void smallEntriesBeforeLargeOnes() {
    for (int i = 0; i < 200; i++) {
      conversations.post(Post.content(GROUP, OWNER, "s" + i, new byte[1]));
    }
    long last = MESSAGES + 201;
    assertThat(seqs(ConversationQuery.before(GROUP, OWNER, Long.MAX_VALUE, 100, PAGE)))
        .isEqualTo(from(last - 99, last));
    assertThat(seqs(ConversationQuery.before(GROUP, OWNER, MESSAGES + 22, 100, PAGE)))
        .isEqualTo(from(MESSAGES - 17, MESSAGES + 21));
  }

  @Test
  void oneThatIsTooLargeComesAlone() {
    assertThat(seqs(ConversationQuery.before(GROUP, OWNER, 50, 100, 1))).containsExactly(49L);
    assertThat(seqs(ConversationQuery.after(GROUP, OWNER, 50, 100, 1))).containsExactly(51L);
    assertThat(rows.read).isLessThan(10 * LARGE);
  }

  private List<Long> seqs(ConversationQuery query) {
    rows.read = 0;
    return conversations.read(query).entries().stream().map(ConversationEntry::seq).toList();
  }

  private static List<Long> from(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  /** Rows that count what is read of them. */
  private static final class CountedRows extends MemoryRows {

    private long read;

    @Override
    public byte @Nullable [] get(byte[] key) {
      byte[] value = super.get(key);
      read += value == null ? 0 : value.length;
      return value;
    }

    @Override
    public void each(byte[] from, byte[] to, BiPredicate<byte[], byte[]> visitor) {
      super.each(
          from,
          to,
          (key, value) -> {
            read += value.length;
            return visitor.test(key, value);
          });
    }
  }
}
