package io.crossim.route.link;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.common.batch.BatchLanes;
import io.crossim.common.batch.HalvingCall;
import io.crossim.server.api.Push;
import io.crossim.server.api.PushOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Pushes messages to one server, all that wait by one call. Any thread; never blocks. */
public final class PushLanes {

  private static final int LANES = 2;
  private static final long MEGABYTE = 1L << 20;

  /** What waits are hints: those beyond the bounds are better found in the inbox. */
  private static final BatchBounds BOUNDS = new BatchBounds(512, MEGABYTE, 10_000, 16 * MEGABYTE);

  private final ServerLink link;
  private final BatchLanes<WaitingPush, List<PushOutcome>> lanes;
  private final LostHints lostHints = new LostHints();

  /**
   * @param executor sets batches off
   */
  PushLanes(ServerLink link, Executor executor) {
    this.link = link;
    HalvingCall<WaitingPush, List<PushOutcome>> call = new HalvingCall<>(this::pushBatch);
    this.lanes =
        new BatchLanes<>(
            LANES,
            () ->
                BatchLane.async(
                    batch -> noticingLoss(batch, call), executor, BOUNDS, WaitingPush::weight));
  }

  /**
   * Pushes one message; those to one receiver keep their order. When it fails, the server is told
   * after its next answered ping how far the receiver's inbox reaches.
   */
  public CompletableFuture<List<PushOutcome>> push(Push push) {
    return submit(lanes.of(push.getReceiverId()), new WaitingPush(List.of(push), null));
  }

  /**
   * Pushes a message that others get too; those to one receiver keep their order. A server of an
   * earlier version gets no push without a payload, and finds out by itself.
   *
   * @param push without a payload
   * @return its one outcome
   */
  public CompletableFuture<List<PushOutcome>> push(Push push, SharedPayload payload) {
    return submit(lanes.of(push.getReceiverId()), List.of(push), payload);
  }

  /**
   * Pushes what several users get at once, as one item of each lane.
   *
   * @param all without payloads, each to another receiver
   * @param outcomes is told the outcomes of some of them, or why they failed
   */
  public void push(List<Push> all, SharedPayload payload, Outcomes outcomes) {
    Map<BatchLane<WaitingPush, List<PushOutcome>>, List<Push>> byLane = new LinkedHashMap<>(4);
    for (Push push : all) {
      byLane.computeIfAbsent(lanes.of(push.getReceiverId()), l -> new ArrayList<>()).add(push);
    }
    byLane.forEach(
        (lane, some) ->
            submit(lane, some, payload)
                .whenComplete((result, failure) -> outcomes.tell(some, result, failure)));
  }

  /** Is told what became of pushes. */
  @FunctionalInterface
  public interface Outcomes {

    /**
     * Tells of some pushes.
     *
     * @param outcomes one for each; null when all of them failed
     */
    void tell(List<Push> pushes, @Nullable List<PushOutcome> outcomes, @Nullable Throwable failure);
  }

  private CompletableFuture<List<PushOutcome>> submit(
      BatchLane<WaitingPush, List<PushOutcome>> lane, List<Push> some, SharedPayload payload) {
    return payload.bytes().isEmpty() && !link.takesConversations()
        ? CompletableFuture.completedFuture(Collections.nCopies(some.size(), PushOutcome.LATER))
        : submit(lane, new WaitingPush(some, payload));
  }

  private CompletableFuture<List<PushOutcome>> submit(
      BatchLane<WaitingPush, List<PushOutcome>> lane, WaitingPush push) {
    CompletableFuture<List<PushOutcome>> outcomes = lane.submit(push);
    if (outcomes.isCompletedExceptionally()) { // too much waits
      push.pushes().forEach(lostHints::add);
    }
    return outcomes;
  }

  /** Tells the server how far the inboxes reach of which a push failed. */
  void repeatLost() {
    lostHints.take().forEach(head -> push(head, SharedPayload.NONE));
  }

  private CompletionStage<List<List<PushOutcome>>> noticingLoss(
      List<WaitingPush> batch, HalvingCall<WaitingPush, List<PushOutcome>> call) {
    return call.call(batch)
        .whenComplete(
            (outcomes, failure) -> {
              if (failure != null) {
                batch.forEach(each -> each.pushes().forEach(lostHints::add));
              }
            });
  }

  private CompletableFuture<List<List<PushOutcome>>> pushBatch(List<WaitingPush> batch) {
    return link.call(server -> server.push(WaitingPush.batch(batch, link.takesConversations())))
        .thenApply(reply -> WaitingPush.cut(batch, reply.getOutcomesList()));
  }
}
