package io.crossim.persistence.inbox;

import io.crossim.persistence.inbox.InboxPage.Continuity;
import java.time.Duration;
import java.util.function.LongUnaryOperator;

/**
 * Which messages of a log are kept, and how positions relate to them: what every store that runs in
 * this process decides alike.
 *
 * @param floor the last message that was trimmed
 * @param head the last message of all
 */
public record LogBounds(String epoch, long floor, long head) {

  /** How long the id of a message is remembered at least. */
  public static final Duration IDS_LAST = Duration.ofDays(1);

  /** A device that was not seen for so long keeps no message. */
  public static final Duration DEVICES_LAST = Duration.ofDays(30);

  /**
   * How what follows a position joins on to it.
   *
   * @param idAt the id of the message at a place from floor to head
   */
  public Continuity judge(Position after, LongUnaryOperator idAt) {
    if (after.seq() < floor) {
      return Continuity.EXPIRED;
    }
    boolean sameEpoch = after.epoch().equals(epoch);
    boolean known = after.messageId() != 0;
    boolean there =
        after.seq() == 0
            || (after.seq() <= head
                && (known ? idAt.applyAsLong(after.seq()) == after.messageId() : sameEpoch));
    if (!there) {
      return Continuity.STORE_WENT_BACK;
    }
    return sameEpoch ? Continuity.KEPT : Continuity.STORE_CHANGED;
  }

  /** Where a page with this continuity begins, for a device that has acknowledged so much. */
  public long start(Continuity continuity, Position after, long acked) {
    return switch (continuity) {
      case KEPT, STORE_CHANGED -> after.seq();
      case EXPIRED -> floor;
      case STORE_WENT_BACK -> acked;
    };
  }
}
