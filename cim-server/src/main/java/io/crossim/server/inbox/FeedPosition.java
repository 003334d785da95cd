package io.crossim.server.inbox;

import io.crossim.route.api.Continuity;
import io.crossim.route.api.ReadItem;
import io.crossim.route.api.ReadResult;
import io.crossim.route.api.StoredMessage;
import io.crossim.server.connection.InboxPosition;
import io.crossim.server.connection.InboxView;
import org.jspecify.annotations.Nullable;

/**
 * Where one connection stands in its user's inbox. What a client says of its place counts only when
 * the store has answered it; until then it is a claim.
 *
 * <p>On one event loop; any thread may read the two counts for {@link #unacknowledged()}.
 */
final class FeedPosition {

  private String epoch = "";
  private long seq;
  private long messageId;

  /** Up to here the client may acknowledge: it was written here, or the store has confirmed it. */
  private long provenSeq;

  private volatile long head;
  private volatile long acknowledgedSeq;

  /** Where the client says it stands; null when nothing is to be confirmed. */
  private @Nullable InboxPosition claim;

  /** The epoch has to be checked by a read, whatever the head says. */
  private boolean mustVerify;

  /**
   * The session is bound: the device stands where the store says. What was doubted before that is
   * doubted still.
   */
  void begin(InboxView inbox) {
    goTo(inbox.epoch(), inbox.ackedSeq(), 0);
    head = inbox.headSeq();
    mustVerify |= inbox.epoch().isEmpty();
  }

  /**
   * The client says where it stands. Without the id of its last message that proves nothing, and
   * what the device has acknowledged counts.
   */
  void claim(InboxPosition position) {
    claim =
        position.seq() > 0 && position.messageId() == 0 ? new InboxPosition("", 0, 0) : position;
  }

  @Nullable InboxPosition claim() {
    return claim;
  }

  String epoch() {
    return epoch;
  }

  /** The epoch that the client counts in; empty when its login could not be told one. */
  String clientEpoch() {
    return claim == null || claim.epoch().isEmpty() ? epoch : claim.epoch();
  }

  long seq() {
    return seq;
  }

  long provenSeq() {
    return provenSeq;
  }

  long acknowledgedSeq() {
    return acknowledgedSeq;
  }

  boolean mustVerify() {
    return mustVerify || claim != null;
  }

  boolean isBehind() {
    return mustVerify() || head > seq;
  }

  /** What is known of the inbox may be wrong: the next read has to confirm it. */
  void doubt() {
    mustVerify = true;
  }

  /** The inbox is known to go that far. */
  void headIs(long headSeq) {
    head = Math.max(head, headSeq);
  }

  /** Asks for what follows. */
  ReadItem.Builder ask() {
    InboxPosition from = claim == null ? here() : claim;
    return ReadItem.newBuilder()
        .setEpoch(from.epoch())
        .setSeq(from.seq())
        .setMessageId(from.messageId());
  }

  InboxPosition here() {
    return new InboxPosition(epoch, seq, messageId);
  }

  /**
   * The store has answered.
   *
   * @return whether this stands at another place now than before
   */
  boolean confirm(ReadResult page) {
    boolean isKept = page.getContinuity() == Continuity.KEPT && page.getEpoch().equals(epoch);
    boolean moves = claim != null || !isKept;
    if (moves) {
      goTo(page.getEpoch(), page.getStartSeq(), page.getStartMessageId());
    }
    if (!isKept) {
      head = 0; // it may have gone back
    }
    claim = null;
    mustVerify = false;
    headIs(page.getHeadSeq());
    return moves;
  }

  private void goTo(String newEpoch, long newSeq, long newMessageId) {
    boolean sameInbox = newEpoch.equals(epoch);
    provenSeq = sameInbox ? Math.max(provenSeq, newSeq) : newSeq;
    epoch = newEpoch;
    seq = newSeq;
    messageId = newMessageId;
    acknowledgedSeq = newSeq;
  }

  /** Notes that everything up to this message is written. */
  void wrote(StoredMessage last) {
    seq = last.getSeq();
    messageId = last.getMessageId();
    provenSeq = Math.max(provenSeq, seq);
  }

  void acknowledged(long ackedSeq) {
    acknowledgedSeq = Math.max(acknowledgedSeq, ackedSeq);
  }

  /** How many messages are written and not acknowledged. */
  long out() {
    return Math.max(0, seq - acknowledgedSeq);
  }

  /** How many messages the inbox is known to hold that are not acknowledged. Any thread. */
  long unacknowledged() {
    return Math.max(0, head - acknowledgedSeq);
  }
}
