package io.crossim.persistence.conversation.local;

import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Role;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The time of a user as a member, that lasts or is over.
 *
 * @param joinSeq the first place that they have to get
 * @param floor they may read what stands above
 * @param left the place of their leaving; null for a member
 * @param leftAt when they left
 */
record Seat(
    Role role, long joinSeq, long floor, long mutedUntil, @Nullable Place left, long leftAt) {

  private static final Role[] ROLES = Role.values();

  Seat withRole(Role other) {
    return new Seat(other, joinSeq, floor, mutedUntil, left, leftAt);
  }

  Seat mutedUntil(long time) {
    return new Seat(role, joinSeq, floor, time, left, leftAt);
  }

  Seat leaving(Place at, long now) {
    return new Seat(Role.MEMBER, joinSeq, floor, 0, at, now);
  }

  byte[] toBytes() {
    ByteBuffer out =
        ByteBuffer.allocate(1 + 6 * Long.BYTES)
            .put((byte) role.ordinal())
            .putLong(joinSeq)
            .putLong(floor)
            .putLong(mutedUntil);
    if (left != null) {
      out.putLong(left.seq()).putLong(left.messageId()).putLong(leftAt);
    }
    return out.array();
  }

  /**
   * @param hasLeft whether the time is over
   */
  static Seat parse(byte[] value, boolean hasLeft) {
    try {
      ByteBuffer in = ByteBuffer.wrap(value);
      Role role = ROLES[in.get()];
      long joinSeq = in.getLong();
      long floor = in.getLong();
      long mutedUntil = in.getLong();
      Place left = hasLeft ? new Place(in.getLong(), in.getLong()) : null;
      return new Seat(role, joinSeq, floor, mutedUntil, left, hasLeft ? in.getLong() : 0);
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new DamagedConversationException("a member is not whole", e);
    }
  }
}
