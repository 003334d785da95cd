package io.crossim.persistence.conversation.local;

import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.persistence.conversation.EntryKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Reads entries of one conversation's log, with what was said about them since. */
@RequiredArgsConstructor
final class LogReader {

  /** So many are cheaper to find one by one than in a row. */
  private static final int FEW = 3;

  private final Conversation conversation;

  /** The entry at a place; null where there is none, or none any more. */
  @Nullable ConversationEntry find(long seq) {
    Entry entry = conversation.log.find(seq);
    if (entry == null || !entry.isMessage()) {
      return entry == null ? null : read(entry, Map.of());
    }
    byte[] reactions = conversation.rows.get(RowKeys.reactions(conversation.id(), seq));
    return read(entry, Reactions.parse(reactions).sums());
  }

  /**
   * The entries from one place to another, which the log holds.
   *
   * @param mostBytes they end with the first one that makes them larger than that
   */
  List<ConversationEntry> range(long first, long last, long mostBytes) {
    List<ConversationEntry> entries = new ArrayList<>((int) (last - first + 1));
    if (last - first < FEW) {
      long left = mostBytes;
      for (long seq = first; seq <= last && (left >= 0 || entries.isEmpty()); seq++) {
        ConversationEntry entry = find(seq);
        if (entry != null) {
          entries.add(entry);
          left -= size(entry);
        }
      }
      return entries;
    }
    List<Entry> stored = conversation.log.range(first, last, mostBytes);
    Map<Long, byte[]> reactions = reactions(first, first + stored.size() - 1);
    for (Entry entry : stored) {
      byte[] given = entry.isMessage() ? reactions.get(entry.seq()) : null;
      entries.add(read(entry, given == null ? Map.of() : Reactions.parse(given).sums()));
    }
    return entries;
  }

  /** How many bytes an entry has in a page. */
  static long size(ConversationEntry entry) {
    byte[] edit = entry.edit();
    return entry.payload().length + (edit == null ? 0 : edit.length);
  }

  /** What there are to these places; most have none. */
  private Map<Long, byte[]> reactions(long first, long last) {
    Map<Long, byte[]> reactions = new TreeMap<>();
    conversation.rows.each(
        RowKeys.reactions(conversation.id(), first),
        RowKeys.reactions(conversation.id(), last + 1),
        (key, value) -> {
          reactions.put(RowKeys.last(key), value);
          return true;
        });
    return reactions;
  }

  private ConversationEntry read(Entry entry, Map<String, Integer> reactions) {
    Entry edit = entry.edit() == 0 ? null : conversation.log.find(entry.edit());
    return new ConversationEntry(
        entry.seq(),
        entry.messageId(),
        entry.storedAt(),
        entry.kind(),
        entry.sender(),
        entry.refersTo(),
        entry.users(),
        entry.ordinal(),
        entry.removed(),
        entry.payload(),
        edit == null || edit.kind() != EntryKind.EDIT ? null : edit.payload(),
        reactions);
  }
}
