package io.crossim.server.inbox;

/**
 * How long a client takes to acknowledge, measured at one message at a time: to know it of each one
 * would cost more than sending it. When that one is acknowledged, the next is what has been written
 * meanwhile, so the age of what is owed is never too high. On one event loop; any thread may read
 * the age.
 */
final class AckLatencySample {

  private static final long NONE = -1;

  private volatile long seq = NONE;
  private volatile long since;

  boolean isNone() {
    return seq == NONE;
  }

  /** A message was written. */
  void begin(long writtenSeq, long now) {
    since = now;
    seq = writtenSeq;
  }

  /**
   * Everything up to a place is acknowledged.
   *
   * @param sentSeq the last message that was written
   * @return how long that took for the message measured; negative when it still waits
   */
  long settle(long ackedSeq, long sentSeq, long now) {
    if (isNone() || ackedSeq < seq) {
      return -1;
    }
    long waited = now - since;
    if (ackedSeq < sentSeq) {
      begin(sentSeq, now);
    } else {
      clear();
    }
    return Math.max(0, waited);
  }

  void clear() {
    seq = NONE;
  }

  /** How long an acknowledgement has been owed, in ns; 0 when none is. */
  long age(long now) {
    return isNone() ? 0 : Math.max(0, now - since);
  }
}
