package io.crossim.persistence.conversation.local;

import io.crossim.persistence.conversation.EntryKind;
import io.crossim.persistence.conversation.Place;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of a log as its row keeps it.
 *
 * @param edit the place of the latest edit of a message; 0 for none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way; never compared
record Entry(
    long seq,
    EntryKind kind,
    boolean removed,
    long messageId,
    long storedAt,
    long ordinal,
    long sender,
    long refersTo,
    long edit,
    List<Long> users,
    byte[] payload) {

  private static final EntryKind[] KINDS = EntryKind.values();
  private static final int NUMBERS = 6;
  private static final byte[] NOTHING = {};

  Place place() {
    return new Place(seq, messageId);
  }

  /** This one without its payload. */
  Entry without() {
    return new Entry(
        seq, kind, true, messageId, storedAt, ordinal, sender, refersTo, 0, users, NOTHING);
  }

  Entry withEdit(long place) {
    return new Entry(
        seq, kind, removed, messageId, storedAt, ordinal, sender, refersTo, place, users, payload);
  }

  /** Whether it is a message that is there. */
  boolean isMessage() {
    return kind == EntryKind.CONTENT && !removed;
  }

  byte[] toBytes() {
    ByteBuffer out =
        ByteBuffer.allocate(4 + (NUMBERS + users.size()) * Long.BYTES + payload.length)
            .put((byte) kind.ordinal())
            .put((byte) (removed ? 1 : 0))
            .putShort((short) users.size())
            .putLong(messageId)
            .putLong(storedAt)
            .putLong(ordinal)
            .putLong(sender)
            .putLong(refersTo)
            .putLong(edit);
    users.forEach(out::putLong);
    return out.put(payload).array();
  }

  static Entry parse(long seq, byte[] value) {
    try {
      ByteBuffer in = ByteBuffer.wrap(value);
      EntryKind kind = KINDS[in.get()];
      boolean removed = in.get() != 0;
      int count = in.getShort();
      long messageId = in.getLong();
      long storedAt = in.getLong();
      long ordinal = in.getLong();
      long sender = in.getLong();
      long refersTo = in.getLong();
      long edit = in.getLong();
      List<Long> users = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        users.add(in.getLong());
      }
      byte[] payload = new byte[in.remaining()];
      in.get(payload);
      return new Entry(
          seq, kind, removed, messageId, storedAt, ordinal, sender, refersTo, edit, users, payload);
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new DamagedConversationException("entry " + seq + " is not whole", e);
    }
  }
}
