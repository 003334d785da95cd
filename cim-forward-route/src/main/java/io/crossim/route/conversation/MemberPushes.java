package io.crossim.route.conversation;

import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.session.Session;
import io.crossim.route.delivery.PushHints;
import io.crossim.route.link.SharedPayload;
import io.crossim.server.api.Push;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lombok.extern.slf4j.Slf4j;

/** What a run pushes to several members of a group at once. On one thread; never blocks. */
@Slf4j
final class MemberPushes {

  private final EntryRun run;
  private final List<SharedPayload> payloads;
  private final Map<Long, List<Session>> sessions;
  private final PushHints hints;

  /** For each entry of the run. */
  private final List<List<Push>> pushes = new ArrayList<>(1);

  /**
   * @param payloads of the entries
   * @param sessions of the members
   */
  MemberPushes(
      EntryRun run,
      List<SharedPayload> payloads,
      Map<Long, List<Session>> sessions,
      PushHints hints) {
    this.run = run;
    this.payloads = payloads;
    this.sessions = sessions;
    this.hints = hints;
    run.entries().forEach(entry -> pushes.add(new ArrayList<>()));
  }

  void add(Collect collect, CollectOutcome outcome) {
    run.each(
        collect,
        (entry, index) ->
            pushes
                .get(entry)
                .add(
                    InboxHint.reference(
                        collect.userId(),
                        outcome,
                        index,
                        collect.places().size(),
                        run.entries().get(entry).storedAt())));
  }

  /** Pushes it; an entry without a payload has the servers read. What is lost is in the inboxes. */
  void send() {
    for (int i = 0; i < pushes.size(); i++) {
      if (!pushes.get(i).isEmpty()) {
        try {
          hints.hintAll(pushes.get(i), payloads.get(i), sessions);
        } catch (RuntimeException e) {
          log.debug("members of {} were not told", run.conversation(), e);
        }
      }
    }
  }
}
