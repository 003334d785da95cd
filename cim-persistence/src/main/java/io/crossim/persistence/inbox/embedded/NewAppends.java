package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is new in a run of appends to one inbox, and what became of the rest. On one thread.
 */
final class NewAppends {

  private final RememberedIds ids;
  private final Inbox inbox;
  private final Map<String, AppendOutcome> known = new HashMap<>();
  private int count;
  private long bytes;

  NewAppends(RememberedIds ids, Inbox inbox, List<Append> run) {
    this.ids = ids;
    this.inbox = inbox;
    Set<String> fresh = new HashSet<>();
    for (Append append : run) {
      AppendOutcome first = ids.find(inbox, append, ids.key(append));
      if (first != null) {
        known.put(append.dedupId(), first);
      } else if (fresh.add(append.dedupId())) {
        count++;
        bytes += append.payload().length;
      }
    }
  }

  /** How many messages the inbox gets by it. */
  int count() {
    return count;
  }

  /** The bytes of payload of the new messages. */
  long bytes() {
    return bytes;
  }

  /** What is stored under the id of an append, also by this run; null when nothing is. */
  @Nullable AppendOutcome known(Append append) {
    AppendOutcome first = known.get(append.dedupId());
    return first != null ? first : ids.findUnwritten(inbox, append);
  }
}
