package io.crossim.persistence.conversation.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.redis.DamageLog;
import java.util.Iterator;
import java.util.List;

/** The answer about one conversation, taken apart field by field. */
final class Answer {

  private final Object whole;
  private final Iterator<?> fields;
  private final DamageLog damages;

  Answer(Object whole, DamageLog damages) {
    this.whole = whole;
    this.fields = whole instanceof List<?> list ? list.iterator() : List.of().iterator();
    this.damages = damages;
  }

  boolean hasNext() {
    return fields.hasNext();
  }

  Object next() {
    return fields.next();
  }

  long number() {
    return (Long) fields.next();
  }

  int index() {
    return (int) number();
  }

  String text() {
    return text(fields.next());
  }

  List<?> list() {
    return (List<?>) fields.next();
  }

  Place place() {
    return new Place(number(), number());
  }

  /** The epoch; empty where the conversation cannot be used, which the log is told. */
  String epoch(ConversationId id) {
    Object epoch = fields.next();
    if (epoch instanceof List<?> failed) {
      damages.tell(id.key(), text(failed.get(1)));
      return "";
    }
    return text(epoch);
  }

  /** Tells the log what is wrong, unless it is nothing. */
  void tellIfBroken(ConversationId id, String words) {
    if (!words.isEmpty()) {
      damages.tell(id.key(), words);
    }
  }

  /** The text that stands in the place of fields; empty where there are fields. */
  String insteadOfFields() {
    return whole instanceof byte[] ? text(whole) : "";
  }

  static String text(Object bytes) {
    return new String((byte[]) bytes, UTF_8);
  }

  static long number(Object bytes) {
    return Long.parseLong(text(bytes));
  }
}
