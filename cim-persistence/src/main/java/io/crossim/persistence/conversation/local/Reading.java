package io.crossim.persistence.conversation.local;

import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.persistence.conversation.ConversationPage;
import io.crossim.persistence.conversation.ConversationPage.Continuity;
import io.crossim.persistence.conversation.ConversationPage.Status;
import io.crossim.persistence.conversation.ConversationQuery;
import io.crossim.persistence.conversation.ConversationQuery.Range;
import io.crossim.persistence.conversation.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What members read of one conversation. */
final class Reading {

  /** So many entries are read at once, unless they have more bytes than the page takes. */
  private static final int STEP = 64;

  private final Conversation conversation;
  private final LogReader log;

  Reading(Conversation conversation) {
    this.conversation = conversation;
    this.log = new LogReader(conversation);
  }

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

  private List<ConversationEntry> ascending(long after, long upTo, ConversationQuery query) {
    List<ConversationEntry> entries = new ArrayList<>();
    long left = query.maxBytes();
    long end = Math.min(upTo, conversation.state.head);
    long first = after + 1;
    while (first <= end && entries.size() < query.limit()) {
      List<ConversationEntry> read =
          log.range(first, Math.min(end, first + step(query, entries) - 1), left);
      first += read.size();
      for (ConversationEntry entry : read) {
        left -= LogReader.size(entry);
        if (left < 0 && !entries.isEmpty()) {
          return entries;
        }
        entries.add(entry);
      }
    }
    return entries;
  }

  private List<ConversationEntry> descending(long below, long from, ConversationQuery query) {
    List<ConversationEntry> entries = new ArrayList<>();
    long left = query.maxBytes();
    long last = from;
    int most = STEP;
    while (last > below && entries.size() < query.limit()) {
      long first = Math.max(below + 1, last - Math.min(most, step(query, entries)) + 1);
      List<ConversationEntry> read = log.range(first, last, left);
      if (first + read.size() <= last) { // it ended before the last one, which comes first
        most = Math.max(1, read.size() / 2);
        continue;
      }
      last -= read.size();
      for (int i = read.size() - 1; i >= 0; i--) {
        left -= LogReader.size(read.get(i));
        if (left < 0 && !entries.isEmpty()) {
          Collections.reverse(entries);
          return entries;
        }
        entries.add(read.get(i));
      }
    }
    Collections.reverse(entries);
    return entries;
  }

  private static int step(ConversationQuery query, List<ConversationEntry> entries) {
    return Math.min(STEP, query.limit() - entries.size());
  }
}
