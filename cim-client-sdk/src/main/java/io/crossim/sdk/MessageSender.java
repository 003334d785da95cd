package io.crossim.sdk;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import java.util.concurrent.CompletableFuture;

/**
 * Sends messages as one user. A {@link Client} is one; code that does nothing but send may take
 * this in its place, and its tests a lambda.
 */
@FunctionalInterface
public interface MessageSender {

  /**
   * Sends a message to a user, to a group, or to everyone online. An edit, a recall or a reaction
   * is a message, too: it is stored once, and comes to the members in order with the others.
   *
   * @return the outcome, as of the method for texts to such a receiver
   * @throws CimException for what cannot be sent to such a receiver
   */
  CompletableFuture<SendResult> send(Conversation to, OutgoingMessage message);

  /**
   * Sends a text to one user. The texts of one client reach a receiver in the order of the calls;
   * while the client is not ready they wait.
   *
   * <p>A text that has no answer is repeated, with the same id, until {@link
   * ClientBuilder#sendTimeout} is over; the cluster stores it once. A v2 cluster knows no ids:
   * there only a text that certainly has not left is repeated.
   *
   * @return the outcome. When it fails, nothing was stored: with {@link
   *     ResultCode#INVALID_ARGUMENT} when the text is larger than the server takes, with {@link
   *     ResultCode#REQUEST_LIMIT} when too many sends wait, with {@link NotSentException} when
   *     nothing left in time, with the cluster's own code when it refuses, and when the client has
   *     ended
   */
  default CompletableFuture<SendResult> send(long receiver, String text) {
    return send(Conversation.user(receiver), OutgoingMessage.text(text));
  }

  /**
   * Sends a text under an id of the caller's, so that another process may repeat it.
   *
   * @param clientMsgId 1 to 64 characters (code points); within a day the cluster stores one
   *     message of this user and id
   * @throws CimException for an id that is none
   */
  default CompletableFuture<SendResult> send(long receiver, String text, String clientMsgId) {
    return send(Conversation.user(receiver), OutgoingMessage.text(text, clientMsgId));
  }

  /**
   * Sends a text to the members of a group. Order and waiting are those of {@link #send(long,
   * String)}.
   *
   * @return the outcome: {@link SendStatus#STORED} when the group has it, with its place there. It
   *     fails as a send to a user does; the cluster refuses with {@link ResultCode#NOT_A_MEMBER},
   *     {@link ResultCode#NOT_ALLOWED}, {@link ResultCode#GROUP_UNKNOWN} and {@link
   *     ResultCode#REQUEST_LIMIT}, and a cluster that knows no groups with {@link
   *     ResultCode#FAILURE}
   */
  default CompletableFuture<SendResult> sendToGroup(long groupId, String text) {
    return send(Conversation.group(groupId), OutgoingMessage.text(text));
  }

  /**
   * Sends a text to a group under an id of the caller's, so that another process may repeat it.
   *
   * @param clientMsgId 1 to 64 characters (code points); within a day the cluster stores one
   *     message of this user and id
   * @throws CimException for an id that is none
   */
  default CompletableFuture<SendResult> sendToGroup(long groupId, String text, String clientMsgId) {
    return send(Conversation.group(groupId), OutgoingMessage.text(text, clientMsgId));
  }

  /**
   * Sends a text to every user who is online, but not to this one. Order and waiting are those of
   * {@link #send(long, String)}.
   *
   * @return the outcome when the cluster took the text: {@link SendStatus#NOBODY} when nobody else
   *     is online, else {@link SendStatus#SENT}. A v2 cluster does not tell the one from the other.
   *     Fails with an {@link UnavailableException} when it is not known in time whether the cluster
   *     took it, else as a send to a user does
   */
  default CompletableFuture<SendResult> sendAll(String text) {
    return send(Conversation.ALL, OutgoingMessage.text(text));
  }
}
