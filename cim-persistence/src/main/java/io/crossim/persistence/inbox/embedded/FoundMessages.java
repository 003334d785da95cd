package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.files.DamagedRowsException;
import io.crossim.persistence.files.KeyValues;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/**
 * What was found in shared rows when they were read, by user. Of a damaged row nothing is found:
 * its users lack it, and get it from the log of the conversation. On one thread.
 */
@Slf4j
final class FoundMessages {

  private final Map<Long, ArrayDeque<SharedMessages.Message>> byUser = new HashMap<>();

  void read(KeyValues files, Consumer<SharedRow> rows) {
    try (RocksIterator iterator = files.iterator()) {
      iterator.seek(Keys.shared(0));
      for (; iterator.isValid() && Keys.isShared(iterator.key()); iterator.next()) {
        read(Keys.sharedNumber(iterator.key()), iterator.value(), rows);
      }
      files.check(iterator);
    } catch (DamagedRowsException e) {
      tell(e);
    }
  }

  private void read(long number, byte[] value, Consumer<SharedRow> rows) {
    try {
      SharedRow row = SharedRow.parse(number, value);
      rows.accept(row);
      row.each(
          (user, seq, id) -> {
            ArrayDeque<SharedMessages.Message> all =
                byUser.computeIfAbsent(user, u -> new ArrayDeque<>());
            for (int i = 0; i < row.references.size(); i++) {
              all.add(new SharedMessages.Message(seq + i, id + i, 0, row, i));
            }
          });
    } catch (RuntimeException e) {
      tell(e);
    }
  }

  private static void tell(RuntimeException damage) {
    log.error("what several inboxes have got at once cannot be read: {}", damage.getMessage());
  }

  Set<Long> users() {
    return byUser.keySet();
  }

  /** Takes the message out that comes next in an inbox; null when none of its was found. */
  SharedMessages.@Nullable Message takeNext(Inbox inbox) {
    ArrayDeque<SharedMessages.Message> all = byUser.get(inbox.userId);
    if (all == null) {
      return null;
    }
    while (!all.isEmpty() && all.peek().seq() <= inbox.head) {
      all.remove(); // it has moved to a row of its own, or was trimmed
    }
    SharedMessages.Message next = all.peek();
    return next != null && next.seq() == inbox.head + 1 ? all.remove() : null;
  }

  void clear() {
    byUser.clear();
  }
}
