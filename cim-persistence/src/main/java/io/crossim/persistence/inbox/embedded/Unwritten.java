package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.inbox.AppendOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** The last messages of an inbox, which the files do not show yet. On one thread. */
@RequiredArgsConstructor
final class Unwritten {

  /** The last message that the files have had. */
  final long head;

  private final List<LogMark> inOrder = new ArrayList<>(4);
  private final Map<String, AppendOutcome> byId = new HashMap<>(8);

  void add(String dedupId, AppendOutcome stored, long bytes) {
    inOrder.add(new LogMark(stored.messageId(), bytes));
    byId.put(dedupId, stored);
  }

  /** Adds a message without an id of its own. */
  void add(long messageId, long bytes) {
    inOrder.add(new LogMark(messageId, bytes));
  }

  @Nullable AppendOutcome find(String dedupId) {
    return byId.get(dedupId);
  }

  /** The mark of the message at a place behind the head. */
  LogMark at(long seq) {
    return inOrder.get((int) (seq - head - 1));
  }
}
