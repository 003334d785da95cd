package io.crossim.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message that came in. A v2 server tells only the sender and the text.
 *
 * @param conversation with whom; a v2 server does not tell a message to all from one to this user
 * @param messageId unique in this user's inbox; empty for a message that no inbox holds
 * @param seq the place in the inbox, 1, 2, 3... within an epoch; 0 for a message that no inbox
 *     holds
 * @param senderId 0 for the system
 * @param senderName the sender's name at the time of sending
 * @param contentType a media type, {@code text/plain} as a rule
 * @param body must not be changed
 * @param sentAt when the cluster took it, by the clock of its store; null where it does not say
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record ReceivedMessage(
    Conversation conversation,
    String messageId,
    long seq,
    long senderId,
    String senderName,
    String contentType,
    byte[] body,
    @Nullable Instant sentAt) {

  public static final String TEXT = "text/plain";

  /** The body as a text in UTF-8. */
  public String text() {
    return new String(body, UTF_8);
  }

  /** Whether it waited in no inbox: nobody will ever see it again. */
  public boolean isLive() {
    return seq == 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ReceivedMessage that
        && conversation.equals(that.conversation)
        && messageId.equals(that.messageId)
        && seq == that.seq
        && senderId == that.senderId
        && senderName.equals(that.senderName)
        && contentType.equals(that.contentType)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return 31 * messageId.hashCode() + Long.hashCode(seq) + Arrays.hashCode(body);
  }

  @Override
  public String toString() {
    return "message "
        + messageId
        + " at "
        + seq
        + " from "
        + senderId
        + ", "
        + body.length
        + " bytes";
  }
}
