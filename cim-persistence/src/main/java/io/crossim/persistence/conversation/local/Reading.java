package io.crossim.persistence.conversation.local;

import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.persistence.conversation.ConversationPage;
import io.crossim.persistence.conversation.ConversationPage.Continuity;
import io.crossim.persistence.conversation.ConversationPage.Status;
import io.crossim.persistence.conversation.ConversationQuery;
import io.crossim.persistence.conversation.ConversationQuery.Range;
import io.crossim.persistence.conversation.EntryKind;
import io.crossim.persistence.conversation.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** What members read of one conversation. */
@RequiredArgsConstructor
final class Reading {

  private final Conversation conversation;

  ConversationPage page(ConversationQuery query) {
    Seat seat = conversation.seats.member(query.userId());
    if (seat == null && query.range() == Range.DELIVERY) {
      seat = conversation.seats.left(query.userId());
    }
    if (seat == null) {
      return ConversationPage.refused(Status.NOT_A_MEMBER, conversation.state.epoch);
    }
    return query.range() == Range.DELIVERY ? delivery(query, seat) : history(query, seat);
  }

  private ConversationPage delivery(ConversationQuery query, Seat seat) {
    State state = conversation.state;
    Place last = seat.left() == null ? state.headPlace() : seat.left();
    long below = seat.joinSeq() - 1;
    Place cursor = query.place();
    Continuity continuity = Continuity.KEPT;
    long start = cursor.seq();
    if (cursor.seq() > state.head
        || (cursor.seq() >= state.floor
            && cursor.seq() > 0
            && conversation.log.idAt(cursor.seq()) != cursor.messageId())) {
      continuity = Continuity.WENT_BACK;
      start = conversation.log.lastUpTo(cursor.messageId());
    } else if (Math.max(start, below) < Math.min(state.floor, last.seq())) {
      continuity = Continuity.EXPIRED;
    }
    start = Math.max(start, Math.max(below, state.floor));
    List<ConversationEntry> entries = ascending(start, last.seq(), query);
    Place end = entries.isEmpty() ? last : entries.get(entries.size() - 1).place();
    return new ConversationPage(
        Status.READ, continuity, state.epoch, below, last.seq(), end, entries);
  }

  private ConversationPage history(ConversationQuery query, Seat seat) {
    State state = conversation.state;
    long below = Math.max(state.floor, seat.floor());
    long place = query.place().seq();
    List<ConversationEntry> entries =
        query.range() == Range.AFTER
            ? ascending(Math.max(below, place), state.head, query)
            : descending(below, Math.min(state.head, place - 1), query);
    Place end = entries.isEmpty() ? state.headPlace() : entries.get(entries.size() - 1).place();
    return new ConversationPage(
        Status.READ, Continuity.KEPT, state.epoch, below, state.head, end, entries);
  }

  private List<ConversationEntry> ascending(long after, long last, ConversationQuery query) {
    List<ConversationEntry> entries = new ArrayList<>();
    long left = query.maxBytes();
    for (long seq = after + 1; seq <= last && entries.size() < query.limit(); seq++) {
      ConversationEntry entry = entry(seq);
      left -= size(entry);
      if (entry == null || (left < 0 && !entries.isEmpty())) {
        break;
      }
      entries.add(entry);
    }
    return entries;
  }

  private List<ConversationEntry> descending(long below, long from, ConversationQuery query) {
    List<ConversationEntry> entries = new ArrayList<>();
    long left = query.maxBytes();
    for (long seq = from; seq > below && entries.size() < query.limit(); seq--) {
      ConversationEntry entry = entry(seq);
      left -= size(entry);
      if (entry == null || (left < 0 && !entries.isEmpty())) {
        break;
      }
      entries.add(entry);
    }
    Collections.reverse(entries);
    return entries;
  }

  private static long size(@Nullable ConversationEntry entry) {
    if (entry == null) {
      return 0;
    }
    byte[] edit = entry.edit();
    return entry.payload().length + (edit == null ? 0 : edit.length);
  }

  /** The entry at a place, with what was said about it since; null where there is none. */
  @Nullable ConversationEntry entry(long seq) {
    Entry entry = conversation.log.find(seq);
    if (entry == null) {
      return null;
    }
    Entry edit = entry.edit() == 0 ? null : conversation.log.find(entry.edit());
    Map<String, Integer> reactions =
        entry.isMessage()
            ? Reactions.parse(conversation.rows.get(RowKeys.reactions(conversation.id(), seq)))
                .sums()
            : Map.of();
    return new ConversationEntry(
        seq,
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
