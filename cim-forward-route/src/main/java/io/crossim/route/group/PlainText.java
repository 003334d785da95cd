package io.crossim.route.group;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.crossim.common.protocol.Message;
import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.persistence.conversation.EntryKind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.UTF8JsonGenerator;

/**
 * A message that says nothing but a text in ASCII, found in the bytes of its entry. It becomes what
 * {@link HistoryEntries} would make of it, from bytes to bytes.
 */
final class PlainText {

  private static final SerializableString SEQ = new SerializedString("seq");
  private static final SerializableString MESSAGE_ID = new SerializedString("messageId");
  private static final SerializableString SENT_AT = new SerializedString("sentAt");
  private static final SerializableString KIND = new SerializedString("kind");
  private static final SerializableString CONTENT = new SerializedString(EntryKind.CONTENT.name());
  private static final SerializableString SENDER_ID = new SerializedString("senderId");
  private static final SerializableString SENDER_NAME = new SerializedString("senderName");
  private static final SerializableString CLIENT_MSG_ID = new SerializedString("clientMsgId");
  private static final SerializableString CONTENT_TYPE = new SerializedString("contentType");
  private static final SerializableString MSG = new SerializedString("msg");

  private final byte[] payload;

  /** Where the parts begin, and how long they are; 0 for what is not there. */
  private int type;

  private int typeLength;
  private int body;
  private int bodyLength;
  private int id;
  private int idLength;
  private int name;
  private int nameLength;

  private PlainText(byte[] payload) {
    this.payload = payload;
  }

  /**
   * Writes an entry, if it is a plain text.
   *
   * @return whether it is; else nothing was written
   */
  static boolean write(ConversationEntry entry, JsonGenerator json) {
    PlainText text = json instanceof UTF8JsonGenerator ? of(entry) : null;
    if (text == null) {
      return false;
    }
    text.writeTo(json, entry);
    return true;
  }

  private static @Nullable PlainText of(ConversationEntry entry) {
    if (entry.kind() != EntryKind.CONTENT
        || entry.removed()
        || entry.edit() != null
        || entry.refersTo() != 0
        || !entry.users().isEmpty()
        || !entry.reactions().isEmpty()) {
      return null;
    }
    PlainText text = new PlainText(entry.payload());
    try {
      return text.isRead(CodedInputStream.newInstance(text.payload)) ? text : null;
    } catch (IOException e) { // which is told where it becomes a message
      return null;
    }
  }

  /** Reads all of it; answers whether it is plain. What it does not know well is not plain. */
  private boolean isRead(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      boolean isKnown =
          switch (WireFormat.getTagWireType(tag)) {
            case WireFormat.WIRETYPE_VARINT ->
                field != Message.MENTIONS_ALL_FIELD_NUMBER && in.skipField(tag);
            case WireFormat.WIRETYPE_LENGTH_DELIMITED -> isRead(in, field);
            default -> false;
          };
      if (!isKnown) {
        return false;
      }
    }
    return bodyLength > 0;
  }

  private boolean isRead(CodedInputStream in, int field) throws IOException {
    int length = in.readRawVarint32();
    if (field == Message.CONVERSATION_FIELD_NUMBER) {
      return areNumbers(in, length);
    }
    int at = in.getTotalBytesRead();
    in.skipRawBytes(length);
    return isAscii(at, length) && note(field, at, length);
  }

  private static boolean areNumbers(CodedInputStream in, int length) throws IOException {
    int limit = in.pushLimit(length);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_VARINT || !in.skipField(tag)) {
        return false;
      }
    }
    in.popLimit(limit);
    return true;
  }

  private boolean isAscii(int at, int length) {
    int all = 0;
    for (int i = at; i < at + length; i++) {
      all |= payload[i];
    }
    return all >= 0;
  }

  /** Notes where a text stands; of two the later one counts. */
  private boolean note(int field, int at, int length) {
    switch (field) {
      case Message.CONTENT_TYPE_FIELD_NUMBER -> {
        type = at;
        typeLength = length;
      }
      case Message.BODY_FIELD_NUMBER -> {
        body = at;
        bodyLength = length;
      }
      case Message.CLIENT_MSG_ID_FIELD_NUMBER -> {
        id = at;
        idLength = length;
      }
      case Message.SENDER_NAME_FIELD_NUMBER -> {
        name = at;
        nameLength = length;
      }
      case Message.TRACE_FIELD_NUMBER -> {}
      default -> {
        return false;
      }
    }
    return true;
  }

  private void writeTo(JsonGenerator json, ConversationEntry entry) {
    json.writeStartObject();
    json.writeName(SEQ);
    json.writeNumber(entry.seq());
    json.writeName(MESSAGE_ID);
    json.writeString(Long.toString(entry.messageId()));
    json.writeName(SENT_AT);
    json.writeNumber(entry.storedAt());
    json.writeName(KIND);
    json.writeString(CONTENT);
    json.writeName(SENDER_ID);
    json.writeNumber(entry.sender());
    write(json, SENDER_NAME, name, nameLength);
    write(json, CLIENT_MSG_ID, id, idLength);
    write(json, CONTENT_TYPE, type, typeLength);
    write(json, MSG, body, bodyLength);
    json.writeEndObject();
  }

  private void write(JsonGenerator json, SerializableString field, int at, int length) {
    if (length > 0) {
      json.writeName(field);
      json.writeUTF8String(payload, at, length);
    }
  }
}
