package io.crossim.route.delivery;

import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.session.Session;
import java.util.List;

/**
 * What became of an append.
 *
 * @param sessions where its receiver was at that moment
 */
record Stored(AppendOutcome outcome, List<Session> sessions) {}
