package io.crossim.route.conversation;

import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.server.api.Push;

/** Makes the pushes of what was collected, without their payloads. */
final class InboxHint {

  private InboxHint() {}

  /** Says how far an inbox reaches. */
  static Push head(long userId, CollectOutcome outcome) {
    return Push.newBuilder()
        .setReceiverId(userId)
        .setEpoch(outcome.epoch())
        .setSeq(outcome.headSeq())
        .build();
  }

  /**
   * Names one of the references that a collect has appended.
   *
   * @param index which one of them
   * @param count how many they are
   * @param storedAt when the conversation took what it names
   */
  static Push reference(long userId, CollectOutcome outcome, int index, int count, long storedAt) {
    return Push.newBuilder()
        .setReceiverId(userId)
        .setEpoch(outcome.epoch())
        .setSeq(outcome.headSeq() - count + 1 + index)
        .setMessageId(outcome.messageId() + index)
        .setStoredAt(storedAt)
        .build();
  }
}
