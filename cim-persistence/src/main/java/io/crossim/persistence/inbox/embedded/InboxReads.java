package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.files.DamagedRowsException;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxPage.Continuity;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.LogBounds;
import io.crossim.persistence.inbox.Position;
import io.crossim.persistence.inbox.StoredMessage;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.rocksdb.RocksDBException;

/** The reads of a group of calls, which see what is written. On one thread. */
@RequiredArgsConstructor
final class InboxReads {

  private static final InboxPage NO_PAGE =
      new InboxPage(Continuity.KEPT, new Position("", 0, 0), 0, List.of());

  private final KnownInboxes inboxes;
  private final MessageLog log;
  private final MessagePages pages;
  private final DamagedInboxes damaged;
  private long bytes;

  /** Begins a group. */
  void begin() {
    bytes = 0;
  }

  /** The bytes of all messages that the group has read. */
  long bytes() {
    return bytes;
  }

  /** Whether there are messages that a read would not see yet. */
  boolean hasUnwritten(List<InboxQuery> queries) {
    for (InboxQuery query : queries) {
      if (inboxes.hasUnwritten(query.userId())) {
        return true;
      }
    }
    return false;
  }

  /** Some messages of each inbox; none of one that cannot be read. */
  List<InboxPage> read(List<InboxQuery> queries, long now) throws RocksDBException {
    List<InboxPage> pages = new ArrayList<>(queries.size());
    for (InboxQuery query : queries) {
      pages.add(read(query, now));
    }
    return pages;
  }

  private InboxPage read(InboxQuery query, long now) throws RocksDBException {
    try {
      Inbox inbox = inboxes.asOf(query.userId(), now);
      LogBounds bounds = inbox.bounds();
      Position after = query.after();
      long acked = inbox.acked(query.device());
      Continuity continuity =
          after == null
              ? Continuity.KEPT
              : bounds.judge(after, seq -> log.at(inbox, seq).messageId());
      long start = after == null ? acked : bounds.start(continuity, after, acked);
      Position from = new Position(inbox.epoch, start, log.at(inbox, start).messageId());
      List<StoredMessage> messages =
          this.pages.after(inbox, start, query.limit(), query.maxBytes());
      for (StoredMessage message : messages) {
        bytes += message.bytes();
      }
      return new InboxPage(continuity, from, inbox.head, messages, inbox.overflow != 0);
    } catch (DamagedRowsException e) {
      damaged.tell(query.userId(), e);
      return NO_PAGE;
    }
  }
}
