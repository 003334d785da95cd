package io.crossim.sdk;

import io.crossim.common.protocol.MessageBounds;
import io.crossim.common.result.CimException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * A message to be sent: a text, or something that is done to an earlier message. What cannot be is
 * refused at once with a {@link CimException} that names it.
 *
 * @param kind what it does: {@link MessageKind#CONTENT}, {@link MessageKind#EDIT}, {@link
 *     MessageKind#RECALL} or {@link MessageKind#REACTION}
 * @param text the text, or the reaction
 * @param contentType a media type, at most 128 characters
 * @param refersTo the {@link ReceivedMessage#conversationSeq} of the message that this one answers,
 *     edits, recalls or reacts to; 0 for none
 * @param mentions members whom the text names, at most 50
 * @param mentionsAll whether it names every member; in larger groups for admins and owners only
 * @param takesBack whether a {@link MessageKind#REACTION} takes back what it gave before; else
 *     false
 * @param clientMsgId 1 to 64 characters (code points); within a day the cluster stores one message
 *     of this user and id
 */
public record OutgoingMessage(
    MessageKind kind,
    String text,
    String contentType,
    long refersTo,
    List<Long> mentions,
    boolean mentionsAll,
    boolean takesBack,
    String clientMsgId) {

  /** Checks what the cluster would refuse for certain. */
  public OutgoingMessage {
    mentions = List.copyOf(mentions);
    checkReference(kind, refersTo);
    if (mentions.size() > MessageBounds.MAX_MENTIONS) {
      throw CimException.invalid(
          "mentions", mentions.size() + " users", "at most " + MessageBounds.MAX_MENTIONS);
    }
    if (kind == MessageKind.REACTION) {
      checkReaction(text);
    } else if (takesBack) {
      throw CimException.invalid("takesBack", true, "false, but of a REACTION");
    }
    checkId(clientMsgId);
  }

  private static void checkReaction(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > MessageBounds.MAX_REACTION) {
      throw CimException.invalid(
          "reaction", text, "1 to " + MessageBounds.MAX_REACTION + " bytes of UTF-8");
    }
  }

  private static void checkReference(MessageKind kind, long refersTo) {
    switch (kind) {
      case CONTENT -> {
        if (refersTo < 0) {
          throw CimException.invalid("refersTo", refersTo, "0 or more");
        }
      }
      case EDIT, RECALL, REACTION -> {
        if (refersTo < 1) {
          throw CimException.invalid("refersTo", refersTo, "the conversationSeq of a message");
        }
      }
      case JOINED, LEFT, CHANGED, OTHER ->
          throw CimException.invalid("kind", kind, "CONTENT, EDIT, RECALL or REACTION");
    }
  }

  /** Characters are code points, as the cluster counts them. */
  private static void checkId(String clientMsgId) {
    int length = clientMsgId.codePointCount(0, clientMsgId.length());
    if (length < 1 || length > MessageBounds.MAX_ID) {
      throw CimException.invalid(
          "clientMsgId", clientMsgId, "1 to " + MessageBounds.MAX_ID + " characters");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(clientMsgId)) { // it would change on its way
      throw CimException.invalid("clientMsgId", clientMsgId, "no half of a surrogate pair");
    }
  }

  /** A text. */
  public static OutgoingMessage text(String text) {
    return of(MessageKind.CONTENT, text, 0);
  }

  static OutgoingMessage text(String text, String clientMsgId) {
    return of(MessageKind.CONTENT, text, 0, false, clientMsgId);
  }

  /** Another text for an earlier message of the same user. */
  public static OutgoingMessage edit(long refersTo, String text) {
    return of(MessageKind.EDIT, text, refersTo);
  }

  /** Takes an earlier message back: one of the same user, or with the rights of an admin any. */
  public static OutgoingMessage recall(long refersTo) {
    return of(MessageKind.RECALL, "", refersTo);
  }

  /**
   * Reacts to a message.
   *
   * @param reaction an emoji as a rule, 1 to 32 bytes of UTF-8
   */
  public static OutgoingMessage reaction(long refersTo, String reaction) {
    return of(MessageKind.REACTION, reaction, refersTo);
  }

  /** Takes a reaction of the same user back; it is named as it was given. */
  public static OutgoingMessage reactionTakenBack(long refersTo, String reaction) {
    return of(MessageKind.REACTION, reaction, refersTo, true, UUID.randomUUID().toString());
  }

  private static OutgoingMessage of(MessageKind kind, String text, long refersTo) {
    return of(kind, text, refersTo, false, UUID.randomUUID().toString());
  }

  private static OutgoingMessage of(
      MessageKind kind, String text, long refersTo, boolean takesBack, String clientMsgId) {
    return new OutgoingMessage(
        kind,
        text,
        ReceivedMessage.TEXT,
        refersTo,
        List.of(),
        /* mentionsAll= */ false,
        takesBack,
        clientMsgId);
  }

  /** Makes this message an answer to another one. */
  public OutgoingMessage answering(long conversationSeq) {
    return new OutgoingMessage(
        kind, text, contentType, conversationSeq, mentions, mentionsAll, takesBack, clientMsgId);
  }

  /** Has this message name members. */
  public OutgoingMessage mentioning(Collection<Long> users) {
    return new OutgoingMessage(
        kind, text, contentType, refersTo, List.copyOf(users), mentionsAll, takesBack, clientMsgId);
  }

  /** Has this message name every member. */
  public OutgoingMessage mentioningAll() {
    return new OutgoingMessage(
        kind,
        text,
        contentType,
        refersTo,
        mentions,
        /* mentionsAll= */ true,
        takesBack,
        clientMsgId);
  }

  /** Gives this message another media type. A v2 cluster takes texts only. */
  public OutgoingMessage ofType(String mediaType) {
    return new OutgoingMessage(
        kind, text, mediaType, refersTo, mentions, mentionsAll, takesBack, clientMsgId);
  }

  /** Gives this message an id of the caller's, so that another process may repeat it. */
  public OutgoingMessage withId(String id) {
    return new OutgoingMessage(
        kind, text, contentType, refersTo, mentions, mentionsAll, takesBack, id);
  }
}
