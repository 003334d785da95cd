package io.crossim.sdk;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import lombok.RequiredArgsConstructor;

/**
 * Tells which messages of this user to other users their listener does not get: all of them, or
 * those that this client has sent. Any thread.
 */
@RequiredArgsConstructor
final class OwnMessages {

  /** The most sends that are remembered. */
  static final int MOST = 10_000;

  private final long userId;

  /** Whether the listener gets what the user has sent to others from another device. */
  private final boolean isGiven;

  /** The sender's ids of the last sends to users, the oldest first. */
  private final Set<String> sent = new LinkedHashSet<>();

  /** This client sends a message. */
  void sends(Conversation to, String clientMsgId) {
    if (!isGiven || to.type() != Conversation.Type.USER) {
      return;
    }
    synchronized (sent) {
      sent.remove(clientMsgId); // a repeat is the latest
      sent.add(clientMsgId);
      if (sent.size() > MOST) {
        Iterator<String> oldest = sent.iterator();
        oldest.next();
        oldest.remove();
      }
    }
  }

  /** Whether a message that came in is passed over. */
  boolean isPassedOver(ReceivedMessage message, String clientMsgId) {
    boolean isToAnother =
        message.conversation().type() == Conversation.Type.USER && message.isOwn(userId);
    return isToAnother && (!isGiven || isSent(clientMsgId));
  }

  private boolean isSent(String clientMsgId) {
    synchronized (sent) {
      return sent.contains(clientMsgId);
    }
  }
}
