package io.crossim.common.protocol;

import com.google.protobuf.ByteString;
import io.crossim.common.result.CimException;

/** Bounds of what a sender writes into a message: its id, its content type, its body. */
public final class MessageBounds {

  private static final int MAX_ID = 64;
  private static final int MAX_CONTENT_TYPE = 128;

  /** The most bytes of a character in UTF-8. */
  private static final int BYTES = 4;

  private MessageBounds() {}

  /**
   * Checks the id that the sender gave to a message. Its length is counted in code points.
   *
   * @param field the caller's name for it, which the error tells
   * @throws CimException when it is empty or too long
   */
  public static void checkId(String field, String id) {
    int length = id.codePointCount(0, id.length());
    if (length < 1 || length > MAX_ID) {
      throw CimException.invalid(field, length + " characters", "1 to " + MAX_ID + " characters");
    }
  }

  /**
   * Checks a message that a client sends over its connection. A message to everyone needs no id.
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
    checkContentType("content_type", message.getContentType());
    if (message.getBody().isEmpty()) {
      throw CimException.invalid("body", "0 bytes", "1 or more");
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
  }

  /** Looks at the size in bytes alone: a text that is far too long is not decoded. */
  private static void check(String field, ByteString text, int most) {
    if (text.size() > most * BYTES) {
      throw CimException.invalid(field, text.size() + " bytes", "at most " + most + " characters");
    }
  }
}
