package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.files.DamagedRowsException;
import java.util.LinkedHashSet;
import java.util.Set;
import lombok.extern.slf4j.Slf4j;

/** Tells the log about each inbox that cannot be read, once. On one thread. */
@Slf4j
final class DamagedInboxes {

  /** So many inboxes are remembered. Of more than that, the first ones are told again. */
  private static final int MOST = 10_000;

  private final Set<Long> reported = new LinkedHashSet<>();

  void tell(long userId, DamagedRowsException damage) {
    if (reported.add(userId)) {
      log.error(
          "the inbox of user {} cannot be used: {}. Its calls fail, those of other inboxes do not",
          userId,
          damage.getMessage());
      if (reported.size() > MOST) {
        reported.remove(reported.iterator().next());
      }
    }
  }
}
