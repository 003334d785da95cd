package io.crossim.sdk;

/**
 * Is told when the messages that follow may not join on to those before. It comes in order with the
 * messages, on the same executor.
 */
@FunctionalInterface
public interface ContinuityListener {

  /** Messages of the inbox may be missing. What it throws is logged and goes no further. */
  void onBroken(Reason reason);

  /**
   * Messages of one conversation may be missing; the others go on without a gap. Unless it is
   * overridden it tells the same as a break of the inbox. What it throws is logged and goes no
   * further.
   */
  default void onBroken(Conversation conversation, Reason reason) {
    onBroken(reason);
  }

  /** Why. */
  enum Reason {
    /**
     * The store was restarted, restored or replaced, and may have lost what it had accepted last.
     * Everything that this client has seen is in it.
     */
    STORE_CHANGED,
    /** Messages that this client has not seen were dropped, by age or by length. */
    EXPIRED,
    /** The store has gone back behind what this client has seen. */
    STORE_WENT_BACK
  }
}
