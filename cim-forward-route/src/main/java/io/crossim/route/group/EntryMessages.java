package io.crossim.route.group;

import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.route.api.HistoryMessage;
import java.util.AbstractList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonSerializable;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.TypeSerializer;

/**
 * The messages of a page, made of their entries when they are asked for. As JSON a plain text, as
 * most of them are, is written without becoming a message; the answer is the same.
 */
@RequiredArgsConstructor
final class EntryMessages extends AbstractList<HistoryMessage> implements JacksonSerializable {

  private final List<ConversationEntry> entries;

  @Override
  public HistoryMessage get(int index) {
    return HistoryEntries.message(entries.get(index));
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public void serialize(JsonGenerator json, SerializationContext context) {
    json.writeStartArray(this, entries.size());
    for (ConversationEntry entry : entries) {
      if (!PlainText.write(entry, json)) {
        context.writeValue(json, HistoryEntries.message(entry));
      }
    }
    json.writeEndArray();
  }

  @Override
  public void serializeWithType(
      JsonGenerator json, SerializationContext context, TypeSerializer types) {
    serialize(json, context);
  }
}
