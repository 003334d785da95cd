package io.crossim.common.protocol;

import com.google.protobuf.ByteString;
import io.crossim.common.result.CimException;

/**
 * Bounds of what a client writes: into a message its id, its content type, its body and so on; into
 * a subscription whom it watches.
 */
public final class MessageBounds {

  /** The most characters (code points) of the id that a sender gives to a message. */
  public static final int MAX_ID = 64;

  /** The most users whom a message mentions. */
  public static final int MAX_MENTIONS = 50;

  /** The most bytes of a reaction in UTF-8. */
  public static final int MAX_REACTION = 32;

  /** The most users whose presence a connection watches. */
  public static final int MAX_WATCHED = 500;

  /** The largest id of a user or group, and the largest place in a log. */
  public static final long MAX_NUMBER = (1L << 53) - 1;

  private static final int MAX_CONTENT_TYPE = 128;

  /** The most bytes of a character in UTF-8. */
  private static final int BYTES = 4;

  private MessageBounds() {}

  /**
   * Checks the id that the sender gave to a message. Its length is counted in code points.
   *
   * @param field the caller's name for it, which the error tells
   * @throws CimException when it is empty or too long, or would be another one in UTF-8
   */
  public static void checkId(String field, String id) {
    int length = id.codePointCount(0, id.length());
    if (length < 1 || length > MAX_ID) {
      throw CimException.invalid(field, length + " characters", "1 to " + MAX_ID + " characters");
    }
    checkWhole(field, id);
  }

  /**
   * Checks a message that a client sends over its connection. A message to everyone needs no id.
   * What counts in groups only is looked at in groups only.
   *
   * @throws CimException that names the field which is wrong
   */
  public static void check(Message message) {
    check("client_msg_id", message.getClientMsgIdBytes(), MAX_ID);
    check("content_type", message.getContentTypeBytes(), MAX_CONTENT_TYPE);
    boolean toAll = message.getConversation().getType() == Conversation.Type.ALL;
    if (!toAll || !message.getClientMsgIdBytes().isEmpty()) {
      checkId("client_msg_id", message.getClientMsgId());
    }
    checkContentType(message.getContentType());
    boolean isContent = message.getKindValue() == Kind.CONTENT_VALUE;
    if (toAll && !isContent) {
      throw CimException.invalid(
          "kind", message.getKindValue(), "CONTENT (0), because no log keeps it");
    }
    checkBody(message);
    if (message.getConversation().getType() == Conversation.Type.GROUP) {
      checkInGroup(message);
    } else if (!isContent) {
      checkNumber("refers_to", message.getRefersTo(), 1);
    }
  }

  private static void checkInGroup(Message message) {
    checkNumber("conversation.id", message.getConversation().getId(), 1);
    boolean isContent = message.getKind() == Kind.CONTENT;
    checkNumber("refers_to", message.getRefersTo(), isContent ? 0 : 1);
    int mentions = message.getMentionsCount();
    if (mentions > MAX_MENTIONS) {
      throw CimException.invalid("mentions", mentions + " users", "at most " + MAX_MENTIONS);
    }
    for (int i = 0; i < mentions; i++) {
      checkNumber("mentions", message.getMentions(i), 1);
    }
  }

  private static void checkBody(Message message) {
    int size = message.getBody().size();
    switch (message.getKind()) {
      case CONTENT, EDIT -> {
        if (size == 0) {
          throw CimException.invalid("body", "0 bytes", "1 or more");
        }
      }
      case RECALL -> {}
      case REACTION -> {
        if (size == 0 || size > MAX_REACTION) {
          throw CimException.invalid("body", size + " bytes", "1 to " + MAX_REACTION);
        }
      }
      case JOINED, LEFT, CHANGED, UNRECOGNIZED ->
          throw CimException.invalid(
              "kind", message.getKindValue(), "CONTENT (0), EDIT (1), RECALL (2) or REACTION (3)");
    }
  }

  private static void checkNumber(String field, long number, long least) {
    if (number < least || number > MAX_NUMBER) {
      throw CimException.invalid(field, number, least + " to " + MAX_NUMBER);
    }
  }

  /** Checks a media type; an empty one stands for text/plain. */
  public static void checkContentType(String type) {
    checkContentType("content_type", type);
  }

  /**
   * Checks a media type; an empty one stands for text/plain.
   *
   * @param field the caller's name for it, which the error tells
   */
  public static void checkContentType(String field, String type) {
    int length = type.codePointCount(0, type.length());
    if (length > MAX_CONTENT_TYPE) {
      throw CimException.invalid(field, length + " characters", "at most " + MAX_CONTENT_TYPE);
    }
    checkWhole(field, type);
    if (ContentTypes.isNothingToShow(type)) {
      throw CimException.invalid(field, type, "another media type: clients show nothing of this one");
    }
  }

  private static void checkWhole(String field, String text) {
    if (Surrogates.isOneUnpaired(text)) {
      throw CimException.invalid(field, "an unpaired surrogate", "whole characters");
    }
  }

  /** Looks at the size in bytes alone: a text that is far too long is not decoded. */
  private static void check(String field, ByteString text, int most) {
    if (text.size() > most * BYTES) {
      throw CimException.invalid(field, text.size() + " bytes", "at most " + most + " characters");
    }
  }
}
