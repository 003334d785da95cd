package io.crossim.route.delivery;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.route.api.SentMessage;
import io.crossim.route.api.SentMessage.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Brings private messages of HTTP callers into the inbox of their receiver. */
public final class PrivateDelivery {

  /** How long an answer that tells the status waits for the push. */
  static final Duration PUSH_WAIT = Duration.ofMillis(50);

  /** A call to the store takes so long at most, and must have begun before. */
  private static final Duration STORE_TIME = Duration.ofMillis(900);

  private final InboxLanes lanes;
  private final PushHints hints;

  /**
   * @param executor runs the calls to the store, which block
   */
  public PrivateDelivery(InboxStore store, PushHints hints, Executor executor) {
    this.lanes = new InboxLanes(store, executor);
    this.hints = hints;
  }

  /**
   * Stores messages to one receiver, in their order, and hints at them; blocks until they are
   * stored.
   *
   * @param messages at least one, all to the same receiver
   * @param wantsStatus waits for the push of the last one, shortly
   * @return what became of the last one
   * @throws CimException with {@link ResultCode#INBOX_FULL} when one of them found no room, {@link
   *     UnavailableException} when the store did not answer within the limit
   */
  public SentMessage deliver(List<Outgoing> messages, boolean wantsStatus, TimeLimit limit) {
    List<Append> appends = messages.stream().map(Outgoing::append).toList();
    long receiverId = messages.get(0).receiverId();
    List<AppendOutcome> outcomes =
        limit.await(lanes.append(receiverId, appends, limit.before(STORE_TIME)));
    CompletableFuture<Boolean> pushed = CompletableFuture.completedFuture(false);
    boolean full = false;
    for (int i = 0; i < appends.size(); i++) {
      if (outcomes.get(i).status() == AppendOutcome.Status.FULL) {
        full = true;
      } else {
        pushed = hints.hint(appends.get(i), outcomes.get(i));
      }
    }
    if (full) {
      throw full(receiverId);
    }
    AppendOutcome last = outcomes.get(outcomes.size() - 1);
    return new SentMessage(
        Long.toString(last.messageId()),
        last.seq(),
        wantsStatus && taken(pushed) ? Status.PUSHED : Status.STORED);
  }

  static CimException full(long receiverId) {
    return new CimException(
        ResultCode.INBOX_FULL,
        "the inbox of user " + receiverId + " is full (expected: one that is read)");
  }

  private static boolean taken(CompletableFuture<Boolean> pushed) {
    return pushed
        .copy()
        .completeOnTimeout(false, PUSH_WAIT.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }
}
