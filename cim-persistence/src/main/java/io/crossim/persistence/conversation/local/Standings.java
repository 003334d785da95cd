package io.crossim.persistence.conversation.local;

import io.crossim.persistence.conversation.Mark;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Role;
import io.crossim.persistence.conversation.Standing;
import io.crossim.persistence.conversation.Standing.Status;
import lombok.RequiredArgsConstructor;

/** How users stand in one conversation, and how far they have come. */
@RequiredArgsConstructor
final class Standings {

  private final Conversation conversation;

  Standing of(long userId) {
    State state = conversation.state;
    Seat seat = conversation.seats.member(userId);
    if (seat != null) {
      return member(userId, seat);
    }
    Seat gone = state.id.isGroup() ? conversation.seats.left(userId) : null;
    Place left = gone == null ? null : gone.left();
    if (gone == null || left == null) {
      return Standing.none(Status.NONE, state.epoch, state.version);
    }
    long leftFor = conversation.now - gone.leftAt();
    return new Standing(
        Status.LEFT, state.epoch, left, 0, 0, 0, 0, state.version, Role.MEMBER, leftFor);
  }

  private Standing member(long userId, Seat seat) {
    State state = conversation.state;
    ReadMark mark = conversation.seats.mark(userId);
    return new Standing(
        state.isDismissed() ? Status.DISMISSED : Status.MEMBER,
        state.epoch,
        state.headPlace(),
        mark.readSeq(),
        mark.deliveredSeq(),
        unread(mark),
        new Mentions(conversation).count(userId, Math.max(mark.readSeq(), seat.joinSeq() - 1)),
        state.version,
        seat.role(),
        state.isDismissed() ? conversation.now - state.dismissedAt : 0);
  }

  /** Messages behind the mark, without those that were recalled or dropped. */
  private long unread(ReadMark mark) {
    State state = conversation.state;
    long from = Math.max(mark.readOrdinal(), state.floorOrdinal);
    long[] recalled = {0};
    conversation.rows.each(
        RowKeys.recalled(state.id, from + 1),
        RowKeys.recalled(state.id, Long.MAX_VALUE),
        (key, value) -> ++recalled[0] > 0);
    return Math.max(0, state.ordinal - from - recalled[0]);
  }

  /** Moves a mark forward. */
  Mark move(Mark to) {
    if (conversation.seats.member(to.userId()) == null) {
      return new Mark(to.conversation(), to.userId(), 0, 0);
    }
    long head = conversation.state.head;
    ReadMark mark = conversation.seats.mark(to.userId());
    long read = to.readSeq() > head ? mark.readSeq() : Math.max(mark.readSeq(), to.readSeq());
    long delivered = to.deliveredSeq() > head ? 0 : to.deliveredSeq();
    delivered = Math.max(Math.max(mark.deliveredSeq(), delivered), read);
    ReadMark moved =
        new ReadMark(
            read,
            read == mark.readSeq() ? mark.readOrdinal() : conversation.log.ordinalAt(read),
            delivered);
    if (!moved.equals(mark)) {
      conversation.seats.put(to.userId(), moved);
    }
    return new Mark(to.conversation(), to.userId(), delivered, read);
  }
}
