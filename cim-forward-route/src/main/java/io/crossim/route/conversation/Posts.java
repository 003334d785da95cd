package io.crossim.route.conversation;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.common.batch.BatchLanes;
import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import io.crossim.common.trace.MessageTraces;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.route.delivery.PostResult;
import io.crossim.route.delivery.PostUplink;
import io.crossim.route.delivery.StoreSpans;
import io.crossim.service.clock.Deadline;
import io.crossim.service.outage.OutageLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Gives posts to the store, and what is stored to those who bring it to the members. Those to one
 * conversation keep their order. Any thread; never blocks.
 */
@Slf4j
final class Posts implements PostUplink {

  private static final int LANES = 2;
  private static final long MEGABYTE = 1L << 20;
  private static final BatchBounds BOUNDS = new BatchBounds(512, MEGABYTE, 20_000, 32 * MEGABYTE);

  /** What a post costs beside its payload. */
  private static final int OVERHEAD = 256;

  private final ConversationStore store;
  private final Deliveries deliveries;
  private final UplinkTraffic traffic;
  private final BooleanSupplier keepsPrivate;
  private final ConversationMeters meters;
  private final MessageTraces traces;
  private final OutageLog outages =
      new OutageLog(log, "posts to conversations are not stored", System::nanoTime);
  private final BatchLanes<Post, PostResult> lanes;

  /**
   * @param keepsPrivate whether private messages of clients are posted at present
   * @param executor sets the calls to the store off
   */
  Posts(
      ConversationStore store,
      Deliveries deliveries,
      UplinkTraffic traffic,
      BooleanSupplier keepsPrivate,
      ConversationMeters meters,
      MessageTraces traces,
      Executor executor) {
    this.store = store;
    this.deliveries = deliveries;
    this.traffic = traffic;
    this.keepsPrivate = keepsPrivate;
    this.meters = meters;
    this.traces = traces;
    this.lanes =
        new BatchLanes<>(
            LANES,
            () ->
                BatchLane.async(
                    this::post, executor, BOUNDS, (Post post) -> post.payload().length + OVERHEAD));
  }

  /** One post, in one call with others; what still waits at the limit is never stored. */
  CompletableFuture<PostResult> post(Post post, Deadline limit) {
    return lanes.of(post.conversation().shard()).submit(post, limit.end());
  }

  @Override
  public CompletableFuture<List<PostResult>> post(List<Post> posts) {
    StoreSpans spans = StoreSpans.begin(traces, posts, Post::payload);
    CompletableFuture<List<PostOutcome>> posted = store.post(posts);
    spans.endWith(posted);
    return posted
        .handle((outcomes, failure) -> known(posts.size(), outcomes, failure))
        .thenApply(
            outcomes -> {
              List<PostResult> results = new ArrayList<>(outcomes.size());
              for (int i = 0; i < outcomes.size(); i++) {
                results.add(deliver(posts.get(i), outcomes.get(i)));
              }
              return results;
            });
  }

  private List<PostOutcome> known(
      int size, @Nullable List<PostOutcome> outcomes, @Nullable Throwable failure) {
    if (outcomes == null) {
      Throwable cause = failure == null ? new IllegalStateException("no answer") : failure;
      outages.failed(size, String.valueOf(Await.cause(cause).getMessage()));
      throw new UnavailableException(
          "the store of conversations takes nothing at present; retry later", cause);
    }
    outages.succeeded();
    return outcomes;
  }

  /** A repeat is delivered again: who stored it may have died before it was. */
  private PostResult deliver(Post post, PostOutcome outcome) {
    meters.posted(outcome.status());
    if (outcome.status() != PostOutcome.Status.STORED
        && outcome.status() != PostOutcome.Status.DUPLICATE) {
      return PostResult.stored(outcome);
    }
    Delivery delivery = Delivery.of(post, outcome);
    deliveries.begin(delivery);
    return post.conversation().isGroup()
        ? PostResult.stored(outcome)
        : new PostResult(outcome, delivery.taken());
  }

  @Override
  public boolean keepsPrivate() {
    return keepsPrivate.getAsBoolean();
  }

  @Override
  public void count(long sender, long groupId, boolean isLocal) {
    traffic.count(sender, groupId, isLocal);
  }

  @Override
  public @Nullable CimException refusal(Post post, PostOutcome outcome) {
    return PostRefusals.of(post, outcome);
  }
}
