package io.crossim.sdk;

import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Calls the application with what came in. Whatever it throws, the next message must come.
 *
 * @param repeats how often a message is given again when the listener threw
 * @param isAutomatic whether a message is acknowledged when its listener call has ended
 */
@Slf4j
record Listeners(
    MessageListener messages,
    @Nullable ErrorListener errors,
    ContinuityListener continuity,
    ReceiptListener receipts,
    SignalListener signals,
    int repeats,
    boolean isAutomatic) {

  /** Whether the last call for it returned. */
  boolean give(ReceivedMessage message) {
    for (int tries = 0; ; tries++) {
      try {
        messages.onMessage(message);
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        fail(message, e);
        return false;
      } catch (Throwable e) { // whatever an application's code throws, the next message must come
        fail(message, e);
        if (tries >= repeats) {
          return false;
        }
      }
    }
  }

  /**
   * Tells of a break.
   *
   * @param conversation null for the whole inbox
   */
  void broken(@Nullable Conversation conversation, ContinuityListener.Reason reason) {
    if (conversation == null) {
      continuity.onBroken(reason);
    } else {
      continuity.onBroken(conversation, reason);
    }
  }

  void told(Receipt receipt) {
    receipts.onReceipt(receipt);
  }

  void told(Signal signal) {
    signals.onSignal(signal);
  }

  private void fail(ReceivedMessage message, Throwable error) {
    if (errors == null) {
      log.warn("the message listener threw", error);
    } else {
      errors.onError(message, error);
    }
  }
}
