package io.crossim.persistence.inbox.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The references that several inboxes have got at once, in one row for all of them. On the writer's
 * thread.
 */
final class SharedRow {

  private static final byte FORM = 1;

  final long number;
  final ConversationId conversation;

  /** Where the cursors of all its inboxes stand with it. */
  final Place upTo;

  final long storedAt;
  final List<Reference> references;

  private final int[] bytes;
  private final int allBytes;

  /** For each inbox its user, the place there of the first reference, and the id of that. */
  private final List<long[]> inboxes = new ArrayList<>();

  /** How many messages there are that only this row holds. */
  int needed;

  SharedRow(
      long number, ConversationId conversation, Place upTo, long storedAt, List<Place> places) {
    this.number = number;
    this.conversation = conversation;
    this.upTo = upTo;
    this.storedAt = storedAt;
    this.references =
        places.stream().map(place -> new Reference(conversation, place)).toList();
    this.bytes = references.stream().mapToInt(reference -> reference.text().length()).toArray();
    this.allBytes = Arrays.stream(bytes).sum();
  }

  /** The bytes that a reference counts in an inbox. */
  int bytes(int index) {
    return bytes[index];
  }

  /** The bytes that all references count in an inbox. */
  int bytes() {
    return allBytes;
  }

  void add(long userId, long seq, long messageId) {
    inboxes.add(new long[] {userId, seq, messageId});
  }

  boolean isEmpty() {
    return inboxes.isEmpty();
  }

  List<Long> users() {
    return inboxes.stream().map(inbox -> inbox[0]).toList();
  }

  /** What the row holds for an inbox, one of {@link #inboxes}. */
  @FunctionalInterface
  interface Visitor {
    void visit(long userId, long seq, long messageId);
  }

  void each(Visitor visitor) {
    inboxes.forEach(inbox -> visitor.visit(inbox[0], inbox[1], inbox[2]));
  }

  byte[] toBytes() {
    byte[] name = conversation.key().getBytes(ISO_8859_1);
    int size =
        2 + name.length + 3 * Long.BYTES + Integer.BYTES
            + 2 * Long.BYTES * references.size()
            + 3 * Long.BYTES * inboxes.size();
    ByteBuffer out = ByteBuffer.allocate(size).put(FORM).put((byte) name.length).put(name);
    out.putLong(upTo.seq()).putLong(upTo.messageId()).putLong(storedAt).putInt(references.size());
    for (Reference reference : references) {
      out.putLong(reference.place().seq()).putLong(reference.place().messageId());
    }
    for (long[] inbox : inboxes) {
      out.putLong(inbox[0]).putLong(inbox[1]).putLong(inbox[2]);
    }
    return out.array();
  }

  /**
   * Reads what {@link #toBytes} has written.
   *
   * @throws RuntimeException when it is something else
   */
  static SharedRow parse(long number, byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    byte form = in.get();
    if (form != FORM) {
      throw new IllegalArgumentException("form: " + form + " (expected: " + FORM + ")");
    }
    byte[] name = new byte[in.get()];
    in.get(name);
    ConversationId conversation = ConversationId.parse(new String(name, ISO_8859_1));
    Place upTo = new Place(in.getLong(), in.getLong());
    long storedAt = in.getLong();
    List<Place> places = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      places.add(new Place(in.getLong(), in.getLong()));
    }
    SharedRow row = new SharedRow(number, conversation, upTo, storedAt, places);
    while (in.hasRemaining()) {
      row.add(in.getLong(), in.getLong(), in.getLong());
    }
    return row;
  }
}
