package io.crossim.sdk.sending;

/**
 * Says how many sends may be under way over a connection. After a server has refused one for want
 * of room, none may leave until all that are under way are answered and a pause is over. Then one
 * may, and with each that is accepted twice as many, up to the bound. Guarded by the queue's
 * monitor.
 */
final class SendWindow {

  static final int MAX_MESSAGES = 1_024;
  static final long MAX_BYTES = 4L << 20;

  private int limit = MAX_MESSAGES;
  private int messages;
  private long bytes;
  private boolean held;
  private boolean pauseIsOver;
  private int pauses;

  /** Whether a message of this size may leave now. One may always be under way, of any size. */
  boolean hasRoom(int size) {
    if (held && pauseIsOver && messages == 0) {
      held = false;
    }
    return !held && (messages == 0 || (messages < limit && bytes + size <= MAX_BYTES));
  }

  void left(int size) {
    messages++;
    bytes += size;
  }

  /** A message that was under way is answered, or nobody waits for its answer any more. */
  void back(int size) {
    messages--;
    bytes -= size;
  }

  void accepted() {
    if (!held) {
      pauses = 0;
      limit = Math.min(2 * limit, MAX_MESSAGES);
    }
  }

  /**
   * The server had no room for a message.
   *
   * @return whether a pause begins with it; the others of the same pass share that one
   */
  boolean refused() {
    if (held) {
      return false;
    }
    held = true;
    pauseIsOver = false;
    limit = 1;
    pauses++;
    return true;
  }

  /** How many pauses there were since a message was accepted. */
  int pauses() {
    return pauses;
  }

  void pauseIsOver() {
    pauseIsOver = true;
  }

  /** Another connection: nothing is under way, and nobody has refused anything. */
  void reset() {
    messages = 0;
    bytes = 0;
    held = false;
  }
}
