package io.crossim.route.delivery;

import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.session.Session;
import java.util.List;

/**
 * What became of an append.
 *
 * @param sessions where its receiver was at that moment
 * @param since when it was given to the store, by {@link System#nanoTime()}, if it is the one of
 *     its batch whose time is measured; else 0
 */
record AppendResult(AppendOutcome outcome, List<Session> sessions, long since) {

  boolean isMeasured() {
    return since != 0;
  }
}
