package io.crossim.persistence.conversation.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.persistence.conversation.EntryKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads entries as scripts answer them. */
final class EntryAnswer {

  private static final EntryKind[] KINDS = EntryKind.values();
  private static final byte[] NOTHING = {};

  private EntryAnswer() {}

  static List<ConversationEntry> all(List<?> answers) {
    List<ConversationEntry> entries = new ArrayList<>(answers.size());
    for (Object answer : answers) {
      entries.add(of((List<?>) answer));
    }
    return entries;
  }

  /**
   * What the stream has (its id and fields); or a list of that, what is said over it, the payload
   * of its edit and the sums of its reactions. An entry that is deleted has its id only.
   */
  static ConversationEntry of(List<?> answer) {
    if (answer.size() == 2) {
      return entry(answer, null, Map.of());
    }
    Map<String, Integer> sums = sums(Answer.text(answer.get(3)));
    if (answer.get(0) instanceof List<?> raw) {
      List<?> edit = (List<?>) answer.get(2);
      return entry(raw, edit.isEmpty() ? null : (byte[]) edit.get(0), sums);
    }
    return removed(seq(answer.get(0)), Answer.text(answer.get(1)));
  }

  private static long seq(Object id) {
    String text = Answer.text(id);
    return Long.parseLong(text, 0, text.indexOf('-'), 10);
  }

  private static ConversationEntry entry(
      List<?> raw, byte @Nullable [] edit, Map<String, Integer> sums) {
    List<?> fields = (List<?>) raw.get(1);
    byte[] payload = NOTHING;
    long id = 0;
    long time = 0;
    long ordinal = 0;
    long sender = 0;
    long refers = 0;
    EntryKind kind = EntryKind.CONTENT;
    List<Long> users = List.of();
    for (int i = 0; i < fields.size(); i += 2) {
      Object value = fields.get(i + 1);
      switch (((byte[]) fields.get(i))[0]) {
        case 'p' -> payload = (byte[]) value;
        case 'i' -> id = Answer.number(value);
        case 't' -> time = Answer.number(value);
        case 'o' -> ordinal = Answer.number(value);
        case 's' -> sender = Answer.number(value);
        case 'k' -> kind = KINDS[(int) Answer.number(value)];
        case 'r' -> refers = Answer.number(value);
        case 'u' -> users = users(Answer.text(value));
        default -> {} // of a later form
      }
    }
    return new ConversationEntry(
        seq(raw.get(0)),
        id,
        time,
        kind,
        sender,
        refers,
        users,
        ordinal,
        /* removed= */ false,
        payload,
        edit,
        sums);
  }

  /**
   * @param over {@code R:id:time:ordinal:sender:kind:place:users}
   */
  private static ConversationEntry removed(long seq, String over) {
    String[] parts = over.split(":", -1);
    return new ConversationEntry(
        seq,
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        KINDS[Integer.parseInt(parts[5])],
        Long.parseLong(parts[4]),
        Long.parseLong(parts[6]),
        users(parts[7]),
        Long.parseLong(parts[3]),
        /* removed= */ true,
        NOTHING,
        null,
        Map.of());
  }

  private static List<Long> users(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<Long> users = new ArrayList<>();
    for (String user : text.split(",", -1)) {
      users.add(Long.parseLong(user));
    }
    return users;
  }

  /**
   * @param text {@code length:count:text}, one behind the other, where the length is in bytes
   */
  private static Map<String, Integer> sums(String text) {
    if (text.isEmpty()) {
      return Map.of();
    }
    Map<String, Integer> sums = new LinkedHashMap<>();
    byte[] bytes = text.getBytes(UTF_8);
    int at = 0;
    while (at < bytes.length) {
      int first = indexOf(bytes, at);
      int second = indexOf(bytes, first + 1);
      int length = Integer.parseInt(text(bytes, at, first));
      int count = Integer.parseInt(text(bytes, first + 1, second));
      sums.put(text(bytes, second + 1, second + 1 + length), count);
      at = second + 1 + length;
    }
    return sums;
  }

  private static int indexOf(byte[] bytes, int from) {
    int at = from;
    while (bytes[at] != ':') {
      at++;
    }
    return at;
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, UTF_8);
  }
}
