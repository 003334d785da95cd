package io.crossim.persistence.conversation.local;

import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.EntryKind;
import io.crossim.persistence.conversation.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** The entries of one conversation. */
@RequiredArgsConstructor
final class ConversationLog {

  /** So many entries are dropped by one call; others follow with the next ones. */
  private static final int MOST_DROPPED = 1_000;

  /** So many of those who left are looked at with it. */
  private static final int MOST_LOOKED_AT = 32;

  private static final long MAX_ID = 1L << 53;

  private final Rows rows;
  private final State state;
  private final ConversationLimits limits;
  private final long now;

  /** The entry at a place; null where there is none, or none any more. */
  @Nullable Entry find(long seq) {
    if (seq <= state.floor || seq > state.head) {
      return null;
    }
    byte[] value = rows.get(RowKeys.entry(state.id, seq));
    if (value == null) {
      throw new DamagedConversationException("entry " + seq + " is missing", null);
    }
    return Entry.parse(seq, value);
  }

  /**
   * The entries from one place to another, both between the floor and the head.
   *
   * @param mostBytes of payload; they end with the first one that makes it more
   */
  List<Entry> range(long first, long last, long mostBytes) {
    List<Entry> entries = new ArrayList<>((int) (last - first + 1));
    long[] left = {mostBytes};
    rows.each(
        RowKeys.entry(state.id, first),
        RowKeys.entry(state.id, last + 1),
        (key, value) -> {
          Entry entry = Entry.parse(RowKeys.last(key), value);
          checkFollows(entry.seq(), first + entries.size());
          entries.add(entry);
          left[0] -= entry.payload().length;
          return left[0] >= 0;
        });
    if (left[0] >= 0) {
      checkFollows(last + 1, first + entries.size());
    }
    return entries;
  }

  private static void checkFollows(long seq, long expected) {
    if (seq != expected) {
      throw new DamagedConversationException("entry " + expected + " is missing", null);
    }
  }

  void put(Entry entry) {
    rows.put(RowKeys.entry(state.id, entry.seq()), entry.toBytes());
  }

  /** The id of the entry at a place from floor to head. */
  long idAt(long seq) {
    if (seq == state.floor) {
      return state.floorId;
    }
    Entry entry = seq == state.head ? null : find(seq);
    return entry == null ? state.lastId : entry.messageId();
  }

  /** How many messages there were up to a place, which may be one that was dropped. */
  long ordinalAt(long seq) {
    if (seq <= state.floor) {
      return state.floorOrdinal;
    }
    Entry entry = seq >= state.head ? null : find(seq);
    return entry == null ? state.ordinal : entry.ordinal();
  }

  /** The last place, from floor to head, whose id is not above this one. */
  long lastUpTo(long messageId) {
    long low = state.floor;
    long high = state.head;
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (idAt(middle) <= messageId) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** Adds an entry at the head, and lists the conversation as unfinished. */
  Entry append(EntryKind kind, long sender, long refersTo, List<Long> users, byte[] payload) {
    state.head++;
    state.lastId = Math.max(Math.max(state.lastId + 1, now), state.idsFrom);
    state.ordinal += kind == EntryKind.CONTENT ? 1 : 0;
    Entry entry =
        new Entry(
            state.head,
            kind,
            false,
            state.lastId,
            now,
            state.ordinal,
            sender,
            refersTo,
            0,
            List.copyOf(users),
            payload);
    put(entry);
    if (state.head - state.floor == 1) {
      state.oldest = now;
    }
    byte[] unfinished = RowKeys.unfinished(state.id);
    if (rows.get(unfinished) == null) {
      rows.put(unfinished, RowKeys.number(now));
    }
    drop(state.head - limits.maxLength());
    return entry;
  }

  /**
   * Drops what is too old.
   *
   * @return whether there was something
   */
  boolean dropOld() {
    long since = now - limits.maxAge().toMillis();
    if (state.head == state.floor || state.oldest >= since) {
      return false;
    }
    long last = state.floor;
    for (int i = 0; i < MOST_DROPPED && last < state.head; i++) {
      Entry next = find(last + 1);
      if (next == null || next.storedAt() >= since) {
        state.oldest = next == null ? 0 : next.storedAt();
        break;
      }
      last++;
    }
    drop(last);
    return true;
  }

  /** Drops what stands up to a place, with what is known about it. */
  private void drop(long upTo) {
    long last = Math.min(upTo, state.floor + MOST_DROPPED);
    if (last <= state.floor) {
      return;
    }
    state.floorOrdinal = ordinalAt(last);
    state.floorId = idAt(last);
    rows.deleteRange(RowKeys.entry(state.id, state.floor + 1), RowKeys.entry(state.id, last + 1));
    rows.deleteRange(
        RowKeys.reactions(state.id, state.floor + 1), RowKeys.reactions(state.id, last + 1));
    rows.deleteRange(
        RowKeys.recalled(state.id, 0), RowKeys.recalled(state.id, state.floorOrdinal + 1));
    state.floor = last;
    forgetLeft();
  }

  /** Forgets some of those who left before what is kept: the ones behind a place of chance. */
  private void forgetLeft() {
    List<byte[]> over = new ArrayList<>();
    int[] looked = {0};
    for (long from : new long[] {ThreadLocalRandom.current().nextLong(MAX_ID), 0}) {
      rows.each(
          RowKeys.left(state.id, from),
          RowKeys.left(state.id, MAX_ID),
          (key, value) -> {
            Place left = Seat.parse(value, /* hasLeft= */ true).left();
            if (left != null && left.seq() <= state.floor) {
              over.add(key);
            }
            return ++looked[0] < MOST_LOOKED_AT;
          });
    }
    over.forEach(rows::delete);
  }
}
