package io.crossim.persistence.conversation.local;

import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * What became of posts and new groups by the ids of their makers, for a day at least, so that a
 * repetition gets the same answer. One thread at a time.
 */
@RequiredArgsConstructor
final class RememberedIds {

  private static final long DAY = ConversationLimits.IDS_LAST.toMillis();

  private final Rows rows;
  private long now;

  /** Forgets what was remembered for a day, and sets the time of the next calls. */
  void begin(long time) {
    long day = time / DAY;
    if (day != today()) {
      rows.forgetRange(RowKeys.ids(0), RowKeys.ids(day - 1));
      rows.forgetRange(RowKeys.newGroups(0), RowKeys.newGroups(day - 1));
    }
    now = time;
  }

  private long today() {
    return now / DAY;
  }

  /** What became of an earlier post of the same id; null when there was none. */
  @Nullable PostOutcome find(Post post, State state) {
    byte[] known = rows.get(RowKeys.id(today(), post.conversation(), post.dedupId()));
    if (known == null) {
      known = rows.get(RowKeys.id(today() - 1, post.conversation(), post.dedupId()));
    }
    return known == null ? null : duplicate(state, known);
  }

  private static PostOutcome duplicate(State state, byte[] known) {
    try {
      ByteBuffer in = ByteBuffer.wrap(known);
      return new PostOutcome(
          PostOutcome.Status.DUPLICATE,
          state.epoch,
          new Place(in.getLong(), in.getLong()),
          Place.NOWHERE,
          in.getLong(),
          state.version);
    } catch (BufferUnderflowException e) {
      throw new DamagedConversationException("what is remembered of an id is not whole", e);
    }
  }

  void add(Post post, PostOutcome outcome) {
    rows.put(
        RowKeys.id(today(), post.conversation(), post.dedupId()),
        ByteBuffer.allocate(3 * Long.BYTES)
            .putLong(outcome.place().seq())
            .putLong(outcome.place().messageId())
            .putLong(outcome.storedAt())
            .array());
  }

  /** The group that a creator made with an id; a new number where they made none. */
  long group(long creator, String dedupId) {
    byte[] known = rows.get(RowKeys.newGroup(today(), creator, dedupId));
    if (known == null) {
      known = rows.get(RowKeys.newGroup(today() - 1, creator, dedupId));
    }
    if (known != null) {
      return ByteBuffer.wrap(known).getLong();
    }
    byte[] last = rows.get(RowKeys.LAST_GROUP);
    long id = Math.max(last == null ? 1 : ByteBuffer.wrap(last).getLong() + 1, now);
    rows.put(RowKeys.LAST_GROUP, RowKeys.number(id));
    rows.put(RowKeys.newGroup(today(), creator, dedupId), RowKeys.number(id));
    return id;
  }
}
