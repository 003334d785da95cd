package io.crossim.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that came in. A v2 server tells only the sender and the text.
 *
 * <p>Of a group come besides texts what was done to earlier ones, and who joined or left: {@link
 * #kind} tells.
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
 * @param details what the log of the conversation says of it
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
    @Nullable Instant sentAt,
    ConversationDetails details) {

  public static final String TEXT = "text/plain";

  /** A message that is in the log of no conversation. */
  public ReceivedMessage(
      Conversation conversation,
      String messageId,
      long seq,
      long senderId,
      String senderName,
      String contentType,
      byte[] body,
      @Nullable Instant sentAt) {
    this(
        conversation,
        messageId,
        seq,
        senderId,
        senderName,
        contentType,
        body,
        sentAt,
        ConversationDetails.NONE);
  }

  /** The body as a text in UTF-8. */
  public String text() {
    return new String(body, UTF_8);
  }

  /** Whether it waited in no inbox: nobody will ever see it again. */
  public boolean isLive() {
    return seq == 0;
  }

  /**
   * The place in the log of the conversation, 1, 2, 3... for all its members; 0 for a message that
   * is in no log. {@link OutgoingMessage} names earlier messages by it.
   */
  public long conversationSeq() {
    return details.seq();
  }

  /** Unique in the log of the conversation and rising; empty for a message that is in no log. */
  public String conversationMessageId() {
    return details.messageId();
  }

  /** What the group is called at the moment; empty for other conversations. */
  public String conversationName() {
    return details.name();
  }

  /** What the message does in its conversation. */
  public MessageKind kind() {
    return details.kind();
  }

  /** The {@link #conversationSeq} of the message that this one changes; 0 for none. */
  public long refersTo() {
    return details.refersTo();
  }

  /** The users whom the text names. One that names everybody need not list them. */
  public List<Long> mentions() {
    return details.mentions();
  }

  /** Whether the text names this user, or everybody. */
  public boolean mentionsMe(long userId) {
    return details.mentionsAll() || details.mentions().contains(userId);
  }

  /** Whether this user has sent it to others; a note to oneself is not meant. */
  public boolean isOwn(long userId) {
    return senderId == userId && !conversation.equals(Conversation.user(userId));
  }

  /**
   * Whether it was taken back: then the body of a text is empty. Of a {@link MessageKind#REACTION}:
   * whether it takes back the reaction that it names.
   */
  public boolean isRecalled() {
    return details.isRecalled();
  }

  /** The users who joined or left, or whose role is another one. */
  public List<Long> users() {
    return details.users();
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
        && Arrays.equals(body, that.body)
        && details.equals(that.details);
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
