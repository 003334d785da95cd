package io.crossim.route.conversation;

import io.crossim.common.result.Await;
import io.crossim.common.trace.MessageTraces;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Finished;
import io.crossim.route.delivery.PushHints;
import io.crossim.route.session.SessionLookup;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** What every {@link DeliveryRun} works with. */
@Slf4j
record DeliveryTools(
    CollectLane collects,
    CatchUp catchUp,
    FinishedLane finished,
    SessionLookup sessions,
    PushHints hints,
    Retries retries,
    OnlineMembers online,
    ConversationMeters meters,
    MessageTraces traces) {

  /**
   * A run has ended: the store is told that everybody has it, unless it failed for somebody.
   *
   * @param receivers how many there were
   */
  void ended(EntryRun run, int receivers, @Nullable Throwable failure) {
    ConversationId conversation = run.conversation();
    if (conversation.isGroup()) {
      online.note(conversation.first(), receivers);
    }
    if (failure != null) {
      log.debug("{} is left to the sweeper: {}", conversation, Await.cause(failure).getMessage());
      meters.leftToTheSweeper(run.entries().size());
      return;
    }
    finished.add(new Finished(conversation, run.last().place().seq()));
    meters.broughtTo(receivers);
    meters.broughtAfter(System.nanoTime() - run.first().since());
  }
}
