package io.crossim.server.inbox;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.crossim.common.protocol.ContentTypes;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Finds messages without a text of their own (a reaction, a new member, one that was taken back) by
 * their bytes: it looks at the fields that say so, and takes nothing apart.
 */
final class EventPayload {

  /** Of two values of a field the later one counts. */
  private static final ByteString HIDDEN = hidden();

  private final ByteString bytes;
  private int at;

  private int kind = Kind.CONTENT_VALUE;
  private boolean isRecalled;
  private long sender;

  private EventPayload(ByteString bytes) {
    this.bytes = bytes;
  }

  /** Whether a client that does not know conversations has nothing to show of a message. */
  static boolean isEvent(ByteString payload) {
    return scan(payload).isEvent();
  }

  /**
   * Whether a client that does not know conversations has something to show of a message. One that
   * its user has sent to another one it would take for one to itself.
   */
  static boolean isShownTo(long userId, ByteString payload) {
    EventPayload scanned = scan(payload);
    return !scanned.isEvent() && (scanned.sender != userId || !isToAnother(userId, payload));
  }

  private static boolean isToAnother(long userId, ByteString payload) {
    try {
      Conversation conversation = Message.parseFrom(payload).getConversation();
      return conversation.getType() == Conversation.Type.USER && conversation.getId() != userId;
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  static boolean isEvent(Message message) {
    return message.getRecalled() || isEvent(message.getKindValue());
  }

  private static boolean isEvent(int kind) {
    return kind != Kind.CONTENT_VALUE && kind != Kind.EDIT_VALUE;
  }

  /** The message with a content type that no client shows, and without a body. */
  static ByteString hide(ByteString payload) {
    return payload.concat(HIDDEN);
  }

  private boolean isEvent() {
    return at == bytes.size() && (isRecalled || isEvent(kind)); // else it is broken
  }

  private static EventPayload scan(ByteString payload) {
    EventPayload scanned = new EventPayload(payload);
    scanned.scan();
    return scanned;
  }

  private void scan() {
    while (at < bytes.size()) {
      int tag = (int) varint();
      if (tag == tag(Message.KIND_FIELD_NUMBER)) {
        kind = (int) varint();
      } else if (tag == tag(Message.RECALLED_FIELD_NUMBER)) {
        isRecalled = varint() != 0;
      } else if (tag == tag(Message.SENDER_ID_FIELD_NUMBER)) {
        sender = varint();
      } else {
        skip(tag);
      }
    }
  }

  private static int tag(int field) {
    return field << 3 | WireFormat.WIRETYPE_VARINT;
  }

  private void skip(int tag) {
    switch (WireFormat.getTagWireType(tag)) {
      case WireFormat.WIRETYPE_VARINT -> varint();
      case WireFormat.WIRETYPE_FIXED64 -> skipBytes(Long.BYTES);
      case WireFormat.WIRETYPE_FIXED32 -> skipBytes(Integer.BYTES);
      case WireFormat.WIRETYPE_LENGTH_DELIMITED -> skipBytes(varint());
      default -> broken();
    }
  }

  private void skipBytes(long count) {
    if (count < 0 || count > bytes.size() - at) {
      broken();
    } else {
      at += (int) count;
    }
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE && at < bytes.size(); shift += 7) {
      byte part = bytes.byteAt(at++);
      value |= (part & 0x7FL) << shift;
      if (part >= 0) {
        return value;
      }
    }
    broken();
    return 0;
  }

  /** Ends the look. */
  private void broken() {
    at = Integer.MAX_VALUE;
  }

  private static ByteString hidden() {
    ByteString.Output bytes = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      out.writeString(Message.CONTENT_TYPE_FIELD_NUMBER, ContentTypes.NOTHING_TO_SHOW);
      out.writeBytes(Message.BODY_FIELD_NUMBER, ByteString.EMPTY);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array has no I/O to fail
    }
    return bytes.toByteString();
  }
}
