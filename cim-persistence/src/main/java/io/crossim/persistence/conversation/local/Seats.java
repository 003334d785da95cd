package io.crossim.persistence.conversation.local;

import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Role;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** The members of one conversation, and those who left. Both of a pair are members of it. */
@RequiredArgsConstructor
final class Seats {

  private static final Seat OF_PAIR = new Seat(Role.MEMBER, 1, 0, 0, null, 0);

  private final Rows rows;
  private final State state;

  /** The seat of a member; null for everybody else. */
  @Nullable Seat member(long userId) {
    if (!state.id.isGroup()) {
      return state.id.isPairOf(userId) ? OF_PAIR : null;
    }
    byte[] value = rows.get(RowKeys.member(state.id, userId));
    return value == null ? null : Seat.parse(value, /* hasLeft= */ false);
  }

  /** The seat of somebody who left; null for everybody else. */
  @Nullable Seat left(long userId) {
    byte[] value = rows.get(RowKeys.left(state.id, userId));
    return value == null ? null : Seat.parse(value, /* hasLeft= */ true);
  }

  /** The role of whoever acts: the system may do what an owner may. */
  @Nullable Role role(long userId) {
    if (userId == ConversationStore.SYSTEM) {
      return Role.OWNER;
    }
    Seat seat = member(userId);
    return seat == null ? null : seat.role();
  }

  void put(long userId, Seat seat) {
    rows.put(RowKeys.member(state.id, userId), seat.toBytes());
  }

  /** Makes a user a member. What they have read begins there. */
  void add(long userId, Seat seat, long ordinal) {
    put(userId, seat);
    rows.delete(RowKeys.left(state.id, userId));
    ReadMark before = new ReadMark(seat.joinSeq() - 1, ordinal, seat.joinSeq() - 1);
    rows.put(RowKeys.mark(state.id, userId), before.toBytes());
    state.members++;
    state.owners += seat.role() == Role.OWNER ? 1 : 0;
  }

  /** Takes a member out. */
  void remove(long userId, Seat seat, Place at, long now) {
    rows.delete(RowKeys.member(state.id, userId));
    rows.put(RowKeys.left(state.id, userId), seat.leaving(at, now).toBytes());
    rows.delete(RowKeys.mark(state.id, userId));
    rows.delete(RowKeys.mentions(state.id, userId));
    state.members--;
    state.owners -= seat.role() == Role.OWNER ? 1 : 0;
  }

  ReadMark mark(long userId) {
    return ReadMark.parse(rows.get(RowKeys.mark(state.id, userId)));
  }

  void put(long userId, ReadMark mark) {
    rows.put(RowKeys.mark(state.id, userId), mark.toBytes());
  }
}
