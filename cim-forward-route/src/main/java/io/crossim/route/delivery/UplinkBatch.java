package io.crossim.route.delivery;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.trace.MessageTraces;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.inbox.Append;
import io.crossim.route.api.SendBatchReply;
import io.crossim.route.api.SendItem;
import io.crossim.route.api.SendOutcome;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;

/**
 * A batch that was checked, on its way. One stage after the other, so never two threads at once.
 *
 * <p>Private messages are stored in few calls for all senders, and messages to everyone are not
 * stored at all. So that those of one sender keep their order all the same, the batch goes in
 * {@link SendSteps steps}. An item that is not decided holds back all that its sender has behind
 * it.
 */
@RequiredArgsConstructor
final class UplinkBatch {

  private static final long MAX_BYTES = 1L << 20;

  /** A server that hangs must not hold a batch up for longer, however many its steps are. */
  private static final Duration PUSH_WAITS = PrivateDelivery.PUSH_WAIT.multipliedBy(4);

  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  private final InboxWriter writer;
  private final PushHints hints;
  private final BroadcastDelivery group;
  private final List<SendOutcome.Builder> outcomes;

  /** The spans of the messages, one for each outcome, with which it ends. */
  private final List<Span> spans;

  private final SendSteps steps = new SendSteps();
  private final List<Pushed> pushes = new ArrayList<>();

  /** What is left of the time that all steps together wait for pushes. */
  private Duration patience = PUSH_WAITS;

  /** Those who have an item that is not decided. */
  private final Set<Long> held = new HashSet<>(0);

  UplinkBatch(InboxWriter writer, PushHints hints, BroadcastDelivery group, int size) {
    this(writer, hints, group, new ArrayList<>(size), new ArrayList<>(size));
  }

  /** The next item has this span; its outcome is added next. */
  Span begin(Span span) {
    spans.add(span);
    return span;
  }

  void add(long senderId, Append append) {
    steps.add(new SendSteps.Private(outcomes.size(), senderId, append));
    outcomes.add(success());
  }

  void addToAll(StoredAccount sender, SendItem item) {
    steps.add(new SendSteps.Broadcast(outcomes.size(), sender, item));
    outcomes.add(success());
  }

  void addRefused(CimException why) {
    outcomes.add(refused(success(), why));
  }

  /** The sender has no session over which this could have come. */
  void addUnbound() {
    outcomes.add(
        SendOutcome.newBuilder()
            .setCode(ResultCode.FAILURE.code())
            .setText("this connection has no session yet; send this again after the login")
            .setUnbound(true));
  }

  CompletableFuture<SendBatchReply> deliver() {
    return step(0)
        .thenCompose(all -> reply())
        .whenComplete(
            (reply, failure) -> {
              if (failure != null) {
                abandon(Await.cause(failure));
              }
            });
  }

  /** Ends the spans of a batch that was not carried out. */
  void abandon(Throwable cause) {
    spans.forEach(span -> MessageTraces.fail(span, cause));
  }

  private CompletableFuture<Void> step(int number) {
    if (number == steps.count()) {
      return DONE;
    }
    CompletableFuture<Void> stored = append(steps.privates(number), 0);
    List<SendSteps.Broadcast> broadcasts = steps.broadcasts(number);
    return (broadcasts.isEmpty()
            ? stored
            // What their senders sent before is written first, if that does not take long.
            : stored.thenCompose(all -> pushed()).thenCompose(all -> broadcast(broadcasts, 0)))
        .thenCompose(done -> step(number + 1));
  }

  /** Stores in calls of bounded size, in their order; after one that failed no other is made. */
  private CompletableFuture<Void> append(List<SendSteps.Private> items, int from) {
    if (from == items.size()) {
      return DONE;
    }
    if (!held.isEmpty()) {
      undecided(
          items.subList(from, items.size()), "an earlier message is not stored; send that first");
      return DONE;
    }
    int to = from;
    for (long bytes = 0; to < items.size() && (to == from || bytes < MAX_BYTES); to++) {
      bytes += InboxLanes.weight(items.get(to).append());
    }
    List<SendSteps.Private> call = items.subList(from, to);
    int end = to;
    return writer
        .append(call.stream().map(SendSteps.Private::append).toList())
        .handle(
            (stored, failure) -> {
              if (failure != null) {
                undecided(
                    items.subList(from, items.size()),
                    String.valueOf(Await.cause(failure).getMessage()));
                return DONE;
              }
              for (int i = 0; i < stored.size(); i++) {
                note(call.get(i), stored.get(i));
              }
              return append(items, end);
            })
        .thenCompose(next -> next);
  }

  private void undecided(List<SendSteps.Private> items, String why) {
    for (SendSteps.Private item : items) {
      held.add(item.senderId());
      undecided(item.place(), why);
    }
  }

  private void undecided(int place, String why) {
    outcomes.get(place).setCode(ResultCode.FAILURE.code()).setText(why).setRetry(true);
  }

  private void note(SendSteps.Private item, AppendResult stored) {
    SendOutcome.Builder outcome = outcomes.get(item.place());
    CimException refusal = PrivateDelivery.refusal(item.append().userId(), stored.outcome());
    if (refusal != null) {
      refused(outcome, refusal);
    } else {
      outcome.setMessageId(stored.outcome().messageId()).setSeq(stored.outcome().seq());
      pushes.add(new Pushed(item.place(), hints.hint(item.append(), stored)));
    }
  }

  /** Broadcasts one message after the other, so that those of one sender keep their order. */
  private CompletableFuture<Void> broadcast(List<SendSteps.Broadcast> items, int next) {
    if (next == items.size()) {
      return DONE;
    }
    SendSteps.Broadcast one = items.get(next);
    if (held.contains(one.sender().userId())) {
      undecided(one.place(), "an earlier message is not stored; send that first");
      return broadcast(items, next + 1);
    }
    SendItem item = one.item();
    return group
        .deliver(one.sender(), item.getContentType(), item.getBody(), item.getClientMsgId())
        .thenCompose(
            anybody -> {
              outcomes.get(one.place()).setNobody(!anybody);
              return broadcast(items, next + 1);
            });
  }

  /** When all pushes are answered so far, or have had the time for it. */
  private CompletableFuture<Void> pushed() {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(
            pushes.stream().map(Pushed::taken).toArray(CompletableFuture<?>[]::new));
    if (all.isDone()) {
      return all;
    }
    Duration wait =
        patience.compareTo(PrivateDelivery.PUSH_WAIT) < 0 ? patience : PrivateDelivery.PUSH_WAIT;
    long begun = System.nanoTime();
    return all.completeOnTimeout(null, wait.toMillis(), TimeUnit.MILLISECONDS)
        .thenRun(() -> patience = left(patience, System.nanoTime() - begun));
  }

  private static Duration left(Duration time, long usedNanos) {
    Duration left = time.minusNanos(usedNanos);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** The answer tells which pushes were taken, and waits for them shortly. */
  private CompletableFuture<SendBatchReply> reply() {
    return pushed()
        .thenApply(
            done -> {
              SendBatchReply.Builder reply = SendBatchReply.newBuilder();
              for (Pushed push : pushes) {
                outcomes.get(push.place).setPushed(push.taken.getNow(false));
              }
              for (int i = 0; i < outcomes.size(); i++) {
                SendOutcome outcome = outcomes.get(i).build();
                MessageTraces.end(spans.get(i), outcome.getCode(), outcome.getMessageId());
                reply.addOutcomes(outcome);
              }
              return reply.build();
            });
  }

  private static SendOutcome.Builder success() {
    return SendOutcome.newBuilder().setCode(ResultCode.SUCCESS.code());
  }

  private static SendOutcome.Builder refused(SendOutcome.Builder outcome, CimException why) {
    return outcome.setCode(why.code().code()).setText(String.valueOf(why.getMessage()));
  }

  /**
   * @param place where in the batch
   */
  private record Pushed(int place, CompletableFuture<Boolean> taken) {}
}
