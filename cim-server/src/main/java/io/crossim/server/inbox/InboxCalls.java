package io.crossim.server.inbox;

import com.google.common.base.Ticker;
import io.crossim.common.batch.AsyncBatchCall;
import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.common.batch.BatchLanes;
import io.crossim.common.batch.HalvingCall;
import io.crossim.common.result.Await;
import io.crossim.common.retry.Backoff;
import io.crossim.common.trace.MessageTraces;
import io.crossim.route.api.AckItem;
import io.crossim.route.api.ConversationApi;
import io.crossim.route.api.Head;
import io.crossim.route.api.HeadItem;
import io.crossim.route.api.HeadsReply;
import io.crossim.route.api.HeadsRequest;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.ReadBatch;
import io.crossim.route.api.ReadBatchReply;
import io.crossim.route.api.ReadItem;
import io.crossim.route.api.ReadResult;
import io.crossim.server.connection.Connection;
import io.crossim.service.outage.OutageLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** What feeds ask of the routes, in batches. Any thread; nothing but the end blocks. */
@Slf4j
public final class InboxCalls implements AutoCloseable {

  /** Within so long every head is asked for once. */
  static final Duration HEADS_EVERY = Duration.ofSeconds(60);

  private static final int LANES = 4;
  private static final int READS = 32;
  private static final Duration LAST_CALLS = Duration.ofSeconds(1);
  private static final int HEADS = 1_024;
  private static final int MAX_WAITING = 250_000;

  /** Messages whose trace waits for an acknowledgement. */
  private static final int MAX_FOLLOWED = 10_000;

  /** So often a read that found no room in an answer goes with the next one, before it pauses. */
  private static final int MAX_LATER = 100;

  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

  private static final Backoff COLLECT_BACKOFF =
      new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(2));

  private static final long DAMAGED_WAIT_MS = 10_000;
  private static final long DAMAGED_SPREAD_MS = 5_000;

  /** Calls have time limits of their own; this one is for those that lose their answer. */
  private static final Duration CALL_WITHIN = Duration.ofSeconds(10);

  private final MessageApi routes;
  private final Ticker ticker;
  private final InboxMeters meters;
  private final MessageTraces traces;
  private final OutageLog outages;
  private final Semaphore followed = new Semaphore(MAX_FOLLOWED);
  private final BatchLanes<ReadItem, ReadResult> reads;
  private final AckBuffer acks;
  private final BatchLanes<HeadItem, Head> heads;
  private final BehindInboxes behind;
  private final BoundUsers bound;

  /**
   * @param executor sets the calls off; they do not block
   * @param timer times what gathers for a while
   */
  public InboxCalls(
      MessageApi routes,
      ConversationApi conversations,
      Ticker ticker,
      InboxMeters meters,
      MessageTraces traces,
      Executor executor,
      ScheduledExecutorService timer) {
    this.routes = routes;
    this.meters = meters;
    this.traces = traces;
    this.ticker = ticker;
    this.outages = new OutageLog(log, "inboxes wait for a route", ticker::read);
    this.reads = lanes(new HalvingCall<>(this::readBatch), executor, READS);
    this.acks = new AckBuffer(routes, timer);
    this.heads = lanes(this::headsBatch, executor, HEADS);
    this.behind = new BehindInboxes(conversations, executor, timer);
    this.bound = new BoundUsers(conversations, executor);
  }

  /** Reads a page; what found no room in an answer goes with a later one. */
  CompletableFuture<ReadResult> read(ReadItem item) {
    return read(item, MAX_LATER);
  }

  private CompletableFuture<ReadResult> read(ReadItem item, int repeats) {
    return reads
        .of(item.getUserId())
        .submit(item)
        .thenCompose(
            result ->
                result.getLater() && repeats > 0
                    ? read(item, repeats - 1)
                    : CompletableFuture.completedFuture(result));
  }

  /** The time since the oldest present read began; zero when there is none. */
  public Duration readingFor() {
    return reads.callAge();
  }

  /** One that fails is forgotten: the next one says the same and more. */
  void acknowledge(Connection connection, String epoch, long seq) {
    acks.add(
        AckItem.newBuilder()
            .setUserId(connection.userId())
            .setDevice(connection.device())
            .setEpoch(epoch)
            .setSeq(seq)
            .build());
  }

  CompletableFuture<Head> head(long userId, String device) {
    return heads
        .of(userId)
        .submit(HeadItem.newBuilder().setUserId(userId).setDevice(device).build());
  }

  /**
   * Has what the inbox of a user had no room for brought into it, if that was not asked a short
   * time ago. The acknowledgements that wait here make room, and go before.
   *
   * @return when that is done, or is not
   */
  CompletableFuture<?> collect(long userId) {
    return behind.isDue(userId)
        ? acks.flush().thenCompose(sent -> behind.collect(userId))
        : CompletableFuture.completedFuture(null);
  }

  /**
   * Has what their conversations have for a user, who was bound just now, brought into their inbox.
   *
   * @return whether all of it is there; fails when no route answers
   */
  CompletableFuture<Boolean> collectAfterBind(long userId) {
    return bound.collect(userId);
  }

  /** The wait until a collect that did not bring everything is asked for again. */
  long collectAgainMillis(int failures) {
    return COLLECT_BACKOFF.halfRandomDelay(failures).toMillis();
  }

  InboxMeters meters() {
    return meters;
  }

  /** The spans of one connection; null while traces are off. */
  @Nullable DeliverySpans followed() {
    return traces.isOn() ? new DeliverySpans(traces, followed) : null;
  }

  long now() {
    return ticker.read();
  }

  /** A time at which to pretend that something happened, so that it comes due spread out. */
  long spread(long now) {
    return now - ThreadLocalRandom.current().nextLong(HEADS_EVERY.toNanos());
  }

  /** The wait before a read that follows failed ones. */
  long backoffMillis(int failures) {
    return BACKOFF.halfRandomDelay(failures).toMillis();
  }

  /** The wait until an inbox that the store cannot use is asked for again. */
  long damagedInboxMillis() {
    return DAMAGED_WAIT_MS + ThreadLocalRandom.current().nextLong(DAMAGED_SPREAD_MS);
  }

  /** Sends the last acknowledgements, and waits for that a little. */
  @Override
  public void close() {
    try {
      acks.flush().get(LAST_CALLS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      log.debug("the last acknowledgements had no answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private CompletableFuture<List<ReadResult>> readBatch(List<ReadItem> batch) {
    return routes
        .read(ReadBatch.newBuilder().addAllReads(batch).build())
        .orTimeout(CALL_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (reply, failure) -> {
              if (failure == null) {
                outages.succeeded();
              } else {
                outages.failed(batch.size(), String.valueOf(Await.cause(failure).getMessage()));
              }
            })
        .thenApply(ReadBatchReply::getResultsList);
  }

  private CompletableFuture<List<Head>> headsBatch(List<HeadItem> batch) {
    return routes
        .heads(HeadsRequest.newBuilder().addAllItems(batch).build())
        .orTimeout(CALL_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(HeadsReply::getHeadsList);
  }

  private static <T, R> BatchLanes<T, R> lanes(
      AsyncBatchCall<T, R> call, Executor executor, int maxBatch) {
    BatchBounds bounds = BatchBounds.ofItems(maxBatch, MAX_WAITING);
    return new BatchLanes<>(LANES, () -> BatchLane.async(call, executor, bounds, (T item) -> 0));
  }
}
