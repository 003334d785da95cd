package io.crossim.route.delivery;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.common.trace.MessageTraces;
import io.crossim.common.trace.Step;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.session.SessionStore;
import io.crossim.route.api.SentMessage;
import io.crossim.route.api.SentMessage.Status;
import io.crossim.service.clock.Deadline;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** Brings private messages of HTTP callers into the inbox of their receiver. Never blocks. */
public final class PrivateDelivery implements PrivateMessages {

  /** A call to the store takes so long at most, and must have begun before. */
  private static final Duration STORE_TIME = Duration.ofMillis(900);

  private final InboxLanes lanes;
  private final PushHints hints;
  private final DeadlineWatch deadlines;
  private final PushWait pushWait;
  private final MessageTraces traces;

  /**
   * @param executor sets the calls to the store off
   * @param timer ends what is not answered in time
   */
  public PrivateDelivery(
      InboxStore store,
      SessionStore sessions,
      PushHints hints,
      MessageTraces traces,
      Executor executor,
      ScheduledExecutorService timer) {
    this.lanes = new InboxLanes(new InboxWriter(store, sessions, traces, "over HTTP"), executor);
    this.hints = hints;
    this.traces = traces;
    this.deadlines = new DeadlineWatch(timer);
    this.pushWait = new PushWait(timer);
  }

  /**
   * Stores messages to one receiver, in their order, and hints at them: all or none.
   *
   * @param messages at least one, all to the same receiver
   * @param trace the context that their sender gave; empty for none
   * @param wantsStatus waits for the push of the last one, shortly
   * @return what became of the last one, when all are stored; fails with a {@link CimException}
   *     with {@link ResultCode#INBOX_FULL} when they found no room, {@link ResultCode#BLOCKED} when
   *     the receiver has blocked the sender, {@link ResultCode#SAVE_FAILED} when the inbox is
   *     damaged, and with an {@link UnavailableException} when the store did not answer within the
   *     limit
   */
  @Override
  public CompletableFuture<SentMessage> deliver(
      List<CheckedMessage> messages, String trace, boolean wantsStatus, Deadline limit) {
    Span span = traces.enter(Step.ROUTE, trace);
    String onward = MessageTraces.onward(span, trace);
    List<Append> appends = new ArrayList<>(messages.size());
    for (CheckedMessage message : messages) {
      appends.add(message.append(onward));
    }
    CompletableFuture<List<AppendResult>> stored =
        lanes.append(messages.get(0).receiverId(), appends, limit.before(STORE_TIME));
    deadlines.watch(stored, limit);
    CompletableFuture<SentMessage> sent =
        stored.thenCompose(outcomes -> hint(appends, outcomes, wantsStatus));
    if (span.isRecording()) {
      sent.whenComplete((message, failure) -> end(span, message, failure));
    }
    return sent;
  }

  private static void end(Span span, SentMessage message, @Nullable Throwable failure) {
    if (failure != null) {
      MessageTraces.fail(span, Await.cause(failure));
    } else {
      MessageTraces.end(span, ResultCode.SUCCESS.code(), Long.parseLong(message.messageId()));
    }
  }

  private CompletableFuture<SentMessage> hint(
      List<Append> appends, List<AppendResult> stored, boolean wantsStatus) {
    CompletableFuture<Boolean> pushed = PushHints.NOT_TAKEN;
    for (int i = 0; i < appends.size(); i++) {
      CimException refused = refusal(appends.get(i).userId(), stored.get(i).outcome());
      if (refused != null) {
        return CompletableFuture.failedFuture(refused); // one is not stored, so none is
      }
    }
    for (int i = 0; i < appends.size(); i++) {
      pushed = hints.hint(appends.get(i), stored.get(i));
    }
    AppendOutcome last = stored.get(stored.size() - 1).outcome();
    return wantsStatus
        ? pushWait
            .shortly(pushed)
            .thenApply(taken -> sent(last, taken ? Status.PUSHED : Status.STORED))
        : CompletableFuture.completedFuture(sent(last, Status.STORED));
  }

  private static SentMessage sent(AppendOutcome stored, Status status) {
    return new SentMessage(Long.toString(stored.messageId()), stored.seq(), status);
  }

  /** What the sender of a message that was not stored is told; null for one that was. */
  static @Nullable CimException refusal(long receiverId, AppendOutcome outcome) {
    return switch (outcome.status()) {
      case STORED, DUPLICATE -> null;
      case FULL ->
          new CimException(
              ResultCode.INBOX_FULL,
              "the inbox of user " + receiverId + " is full; the receiver has to read first");
      case BLOCKED ->
          new CimException(
              ResultCode.BLOCKED, "user " + receiverId + " takes no messages of this sender");
      case BROKEN ->
          new CimException(
              ResultCode.SAVE_FAILED,
              "the inbox of user " + receiverId + " is damaged; nothing was stored");
    };
  }
}
