package io.crossim.route.delivery;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.trace.MessageTraces;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.route.api.SendBatchReply;
import io.crossim.route.api.SendItem;
import io.crossim.route.api.SendOutcome;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;

/**
 * A batch that was checked, on its way. One stage after the other, so never two threads at once.
 */
@RequiredArgsConstructor
final class UplinkBatch {

  private static final long MAX_BYTES = 1L << 20;

  private final InboxWriter writer;
  private final PushHints hints;
  private final GroupDelivery group;
  private final List<SendOutcome.Builder> outcomes;

  /** One per outcome; each ends with it. */
  private final List<Span> spans;

  private final List<Append> appends = new ArrayList<>();

  /** Where in the batch each append stands. */
  private final List<Integer> places = new ArrayList<>();

  private final List<CompletableFuture<Boolean>> pushes = new ArrayList<>();
  private final List<Broadcast> broadcasts = new ArrayList<>(0);

  UplinkBatch(InboxWriter writer, PushHints hints, GroupDelivery group, int size) {
    this(writer, hints, group, new ArrayList<>(size), new ArrayList<>(size));
  }

  /** The next item has this span; its outcome is added next. */
  Span begin(Span span) {
    spans.add(span);
    return span;
  }

  void add(Append append) {
    places.add(outcomes.size());
    appends.add(append);
    outcomes.add(success());
  }

  void addToAll(StoredAccount sender, SendItem item) {
    broadcasts.add(new Broadcast(sender, item));
    outcomes.add(success());
  }

  void addRefused(CimException why) {
    outcomes.add(
        SendOutcome.newBuilder()
            .setCode(why.code().code())
            .setText(String.valueOf(why.getMessage())));
  }

  /** The sender has no session over which this could have come. */
  void addUnbound() {
    outcomes.add(
        SendOutcome.newBuilder()
            .setCode(ResultCode.FAILURE.code())
            .setText("this connection has no session (expected: a login; send it again behind it)")
            .setUnbound(true));
  }

  CompletableFuture<SendBatchReply> deliver() {
    return append(0)
        .thenCompose(all -> broadcast(0))
        .thenCompose(all -> reply())
        .whenComplete(
            (reply, failure) -> {
              if (failure != null) {
                abandon(Await.cause(failure));
              }
            });
  }

  /** Nothing becomes of the batch. */
  void abandon(Throwable cause) {
    spans.forEach(span -> MessageTraces.fail(span, cause));
  }

  /** Stores in calls of bounded size, in their order; after one that failed no other is made. */
  private CompletableFuture<Void> append(int from) {
    if (from == appends.size()) {
      return CompletableFuture.completedFuture(null);
    }
    int to = from;
    for (long bytes = 0; to < appends.size() && (to == from || bytes < MAX_BYTES); to++) {
      bytes += InboxLanes.weight(appends.get(to));
    }
    int end = to;
    return writer
        .append(appends.subList(from, end))
        .handle(
            (stored, failure) -> {
              if (failure != null) {
                undecided(from, Await.cause(failure));
                return CompletableFuture.<Void>completedFuture(null);
              }
              for (int i = 0; i < stored.size(); i++) {
                note(from + i, stored.get(i));
              }
              return append(end);
            })
        .thenCompose(next -> next);
  }

  private void undecided(int from, Throwable failure) {
    for (int place : places.subList(from, places.size())) {
      outcomes
          .get(place)
          .setCode(ResultCode.FAILURE.code())
          .setText(String.valueOf(failure.getMessage()))
          .setRetry(true);
    }
  }

  private void note(int index, Stored stored) {
    Append append = appends.get(index);
    SendOutcome.Builder outcome = outcomes.get(places.get(index));
    if (stored.outcome().status() == AppendOutcome.Status.FULL) {
      CimException full = PrivateDelivery.full(append.userId());
      outcome.setCode(full.code().code()).setText(String.valueOf(full.getMessage()));
      pushes.add(PushHints.NOT_TAKEN);
    } else {
      outcome.setMessageId(stored.outcome().messageId()).setSeq(stored.outcome().seq());
      pushes.add(hints.hint(append, stored));
    }
  }

  /** One after the other: those of one sender keep their order. */
  private CompletableFuture<Void> broadcast(int next) {
    if (next == broadcasts.size()) {
      return CompletableFuture.completedFuture(null);
    }
    Broadcast one = broadcasts.get(next);
    return group
        .deliver(
            one.sender, one.item.getContentType(), one.item.getBody(), one.item.getClientMsgId())
        .thenCompose(done -> broadcast(next + 1));
  }

  /** The answer tells which pushes were taken, and waits for them shortly. */
  private CompletableFuture<SendBatchReply> reply() {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(pushes.toArray(CompletableFuture<?>[]::new));
    CompletableFuture<Void> waited =
        all.isDone()
            ? all
            : all.completeOnTimeout(
                null, PrivateDelivery.PUSH_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    return waited.thenApply(
        done -> {
          SendBatchReply.Builder reply = SendBatchReply.newBuilder();
          for (int i = 0; i < pushes.size(); i++) {
            outcomes.get(places.get(i)).setPushed(pushes.get(i).getNow(false));
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

  private record Broadcast(StoredAccount sender, SendItem item) {}
}
