package io.crossim.persistence.conversation.local;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.GroupInfo;
import io.crossim.persistence.conversation.GroupSettings;
import io.crossim.persistence.conversation.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Supplier;

/** What is known of a conversation without reading its log. */
final class State {

  /** The first byte of what is written. */
  private static final byte FORM = 1;

  /**
   * Ids run ahead of the clock where there is more than one entry in a millisecond, and the clock
   * may be behind the one of before. What is posted after a loss MUST have higher ids than what was
   * lost: by them it is found out what a cursor lacks.
   */
  private static final long IDS_AHEAD = Duration.ofHours(1).toMillis();

  final ConversationId id;
  String epoch;

  /** Whether the epoch is another one than what is written. */
  boolean isNewEpoch;

  /** The last entry, and the last one that was dropped. */
  long head;

  long lastId;

  /** Ids are not below this: above those that were given before something was lost. */
  long idsFrom;

  long floor;
  long floorId;

  /** How many messages there were up to the head, and up to the floor. */
  long ordinal;

  long floorOrdinal;

  /** The time of the oldest entry that is kept; 0 when not known. */
  long oldest;

  long version;
  int members;
  int owners;
  long createdAt;

  /** 0 for one that is not dismissed. */
  long dismissedAt;

  String name = "";
  GroupSettings settings = GroupSettings.DEFAULT;

  State(ConversationId id, String epoch) {
    this.id = id;
    this.epoch = epoch;
  }

  Place headPlace() {
    return new Place(head, lastId);
  }

  boolean isDismissed() {
    return dismissedAt != 0;
  }

  GroupInfo info() {
    return new GroupInfo(id.first(), name, settings, version, members, createdAt, isDismissed());
  }

  /**
   * @param losses how often rows were lost until now
   */
  byte[] toBytes(int losses) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORM);
      out.writeInt(losses);
      for (long number :
          new long[] {
            head, lastId, floor, floorId, ordinal, floorOrdinal, oldest, version, idsFrom
          }) {
        out.writeLong(number);
      }
      out.writeInt(members);
      out.writeInt(owners);
      out.writeLong(createdAt);
      out.writeLong(dismissedAt);
      out.writeUTF(epoch);
      out.writeUTF(settings.letters());
      out.writeUTF(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not to memory
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what was written. One that was written before rows were lost last goes on in a new epoch,
   * with ids from that long ahead of the clock that none was given before.
   *
   * @throws DamagedConversationException when it is something else
   */
  static State parse(
      ConversationId id, byte[] value, int losses, Supplier<String> epochs, long now) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value))) {
      byte form = in.readByte();
      if (form != FORM) {
        throw new DamagedConversationException(
            "its state is of another form (form: " + form + " (expected: " + FORM + "))", null);
      }
      boolean isWhole = in.readInt() == losses;
      State state = new State(id, "");
      state.head = in.readLong();
      state.lastId = in.readLong();
      state.floor = in.readLong();
      state.floorId = in.readLong();
      state.ordinal = in.readLong();
      state.floorOrdinal = in.readLong();
      state.oldest = in.readLong();
      state.version = in.readLong();
      state.idsFrom = in.readLong();
      state.members = in.readInt();
      state.owners = in.readInt();
      state.createdAt = in.readLong();
      state.dismissedAt = in.readLong();
      state.epoch = in.readUTF();
      state.settings = GroupSettings.parse(in.readUTF());
      state.name = in.readUTF();
      if (!isWhole) {
        state.epoch = epochs.get();
        state.isNewEpoch = true;
        state.idsFrom = Math.max(state.idsFrom, now + IDS_AHEAD);
      }
      return state;
    } catch (IOException e) {
      throw new DamagedConversationException("its state is not whole", e);
    }
  }
}
