package io.crossim.persistence.inbox.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.persistence.files.Epochs;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.LogBounds;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of one user's inbox without reading its messages. On the writer's thread. */
final class Inbox {

  /**
   * The first byte of a state behind whose head messages may lie. That of older files is less by
   * {@link #OLDER}; the oldest begin with the number of their head, and so with 0.
   */
  private static final byte FORM = 3;

  /** The first byte of the state of an inbox that is behind. */
  private static final byte BEHIND = 4;

  private static final int OLDER = 2;

  final long userId;
  final String epoch;
  final Devices devices;
  long head;
  long floor;
  long floorId;
  long lastId;

  /** Bytes of payload from the first message to the head, and to the floor. */
  long headBytes;

  long floorBytes;

  /** The time of the oldest message that is kept; 0 when not known. */
  long oldest;

  /** A value of {@link #overflow} that was read from the files, which keep no more of it. */
  static final long SOME = -1;

  /** 0 where it has room for everything so far; else which collect has found none, the last one. */
  long overflow;

  /** How many groups it follows, and cursors it has; below 0 where that was not counted yet. */
  int groups = -1;

  int cursors = -1;

  /** The users whose messages it refuses; null when not known yet. */
  @Nullable Set<Long> blocked;

  /** Until when its user has muted conversations, by their keys; null when not known yet. */
  @Nullable Map<String, Long> muted;

  /** Whether the group under way has changed it, and then whether its state and its devices. */
  boolean changed;

  boolean stateChanged;
  boolean devicesChanged;

  /** How many messages lie behind the head that the state in the files tells. */
  byte behindState;

  /** The day for which it is known whether there are ids of the day before. */
  long idsDay;

  boolean hasOlderIds;

  private @Nullable Unwritten unwritten;

  Inbox(long userId, String epoch, Devices devices) {
    this.userId = userId;
    this.epoch = epoch;
    this.devices = devices;
  }

  /** Adds the next message. */
  void add(String dedupId, AppendOutcome stored, long payloadBytes) {
    grow(stored.seq(), stored.messageId(), payloadBytes).add(dedupId, stored, headBytes);
  }

  /** Adds the next message, one without an id of its own. */
  void add(long seq, long messageId, long bytes) {
    grow(seq, messageId, bytes).add(messageId, headBytes);
  }

  private Unwritten grow(long seq, long messageId, long bytes) {
    if (unwritten == null) {
      unwritten = new Unwritten(head);
    }
    headBytes += bytes;
    head = seq;
    lastId = messageId;
    return unwritten;
  }

  /** Adds the next message, one that the files have. */
  void addWritten(LogMark mark, long storedAt) {
    if (length() == 0) {
      oldest = storedAt;
    }
    head++;
    behindState++;
    lastId = mark.messageId();
    headBytes = mark.bytes();
  }

  /** What the files do not have yet; null when they have all. */
  @Nullable Unwritten unwritten() {
    return unwritten;
  }

  /** The last message that the files have. */
  long writtenHead() {
    return unwritten == null ? head : unwritten.head;
  }

  /** Notes that all changes are in the files. */
  void written() {
    unwritten = null;
    changed = false;
    stateChanged = false;
    devicesChanged = false;
  }

  LogBounds bounds() {
    return new LogBounds(epoch, floor, head);
  }

  long length() {
    return head - floor;
  }

  /** The bytes of payload of the messages that are kept. */
  long bytes() {
    return headBytes - floorBytes;
  }

  /** The sequence number that a device has acknowledged, or that of the last trimmed message. */
  long acked(String device) {
    return Math.max(floor, devices.acked(device));
  }

  /**
   * @param losses how often the files have lost something, by which an inbox that they held then is
   *     found out
   */
  byte[] state(int losses) {
    return state(losses, head, lastId, headBytes);
  }

  /** As {@link #state}, but of an inbox that ends where this one begins. */
  byte[] stateAtFloor(int losses) {
    return state(losses, floor, floorId, floorBytes);
  }

  private byte[] state(int losses, long head, long lastId, long headBytes) {
    byte[] word = epoch.getBytes(UTF_8);
    return ByteBuffer.allocate(1 + 7 * Long.BYTES + Integer.BYTES + word.length)
        .put(overflow == 0 ? FORM : BEHIND)
        .putLong(head)
        .putLong(floor)
        .putLong(floorId)
        .putLong(lastId)
        .putLong(oldest)
        .putLong(headBytes)
        .putLong(floorBytes)
        .putInt(losses)
        .put(word)
        .array();
  }

  /**
   * Reads what was written. An inbox that was written before the files last lost something goes on
   * in another epoch, as does one of older files, in which inboxes shared theirs.
   */
  static Inbox parse(long userId, byte[] state, byte[] devices, int losses, Epochs epochs) {
    ByteBuffer in = ByteBuffer.wrap(state);
    boolean old = state.length > 0 && state[0] == 0;
    int form = old ? 0 : in.get();
    if (!old && (form < FORM - OLDER || form > BEHIND)) {
      throw new IllegalArgumentException("form: " + form + " (expected: " + FORM + ")");
    }
    long head = in.getLong();
    long floor = in.getLong();
    long floorId = in.getLong();
    long lastId = in.getLong();
    long oldest = in.getLong();
    long headBytes = old ? 0 : in.getLong();
    long floorBytes = old ? 0 : in.getLong();
    boolean kept = !old && in.getInt() == losses;
    String epoch = kept ? UTF_8.decode(in).toString() : epochs.next();
    Inbox inbox = new Inbox(userId, epoch, Devices.parse(ByteBuffer.wrap(devices), !old));
    inbox.overflow = form == BEHIND || form == BEHIND - OLDER ? SOME : 0;
    inbox.head = head;
    inbox.floor = floor;
    inbox.floorId = floorId;
    inbox.lastId = lastId;
    inbox.oldest = oldest;
    inbox.headBytes = headBytes;
    inbox.floorBytes = floorBytes;
    inbox.stateChanged = !kept || form < FORM;
    return inbox;
  }
}
