package io.crossim.route.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /p2pRoute} answers to a caller that announced protocol 3; of several texts it is the
 * last one's.
 *
 * @param messageId unique in the receiver's inbox and rising; where private messages are kept, in
 *     the log of both users
 * @param seq the place in the receiver's inbox; 0 where private messages are kept
 * @param conversationSeq where private messages are kept, the place in the log of both users; else
 *     left out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SentMessage(
    String messageId, long seq, Status status, @Nullable Long conversationSeq) {

  /** One that went to an inbox alone. */
  public SentMessage(String messageId, long seq, Status status) {
    this(messageId, seq, status, /* conversationSeq= */ null);
  }

  /** How far the message came before the answer. */
  public enum Status {
    STORED,
    /** Stored, and a live connection of the receiver took it. */
    PUSHED
  }
}
