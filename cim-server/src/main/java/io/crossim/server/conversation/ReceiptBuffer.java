package io.crossim.server.conversation;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import io.crossim.route.api.ConversationApi;
import io.crossim.route.api.ReceiptBatch;
import io.crossim.route.api.ReceiptItem;
import io.crossim.server.connection.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.extern.slf4j.Slf4j;

/**
 * Gathers receipts for a second: of those of one connection and conversation the highest marks say
 * it all. While no route answers they are tried again, as long as their client is here. Any thread;
 * never blocks.
 */
@Slf4j
final class ReceiptBuffer {

  /** The most conversations of one connection that wait. */
  static final int MAX_OF_ONE = 100;

  private static final Duration GATHER = Duration.ofSeconds(1);
  private static final int MAX_WAITING = 50_000;
  private static final BatchBounds BOUNDS = BatchBounds.ofItems(512, MAX_WAITING);

  /** Calls have time limits of their own; this one is for those that lose their answer. */
  private static final Duration CALL_WITHIN = Duration.ofSeconds(10);

  private final ConversationApi routes;
  private final ScheduledExecutorService timer;
  private final BatchLane<ReceiptItem, Optional<Void>> lane;

  private final Object lock = new Object();
  private Map<Connection, Map<ConversationKey, ReceiptItem>> waiting = new LinkedHashMap<>();
  private int count;
  private boolean flushIsDue;

  ReceiptBuffer(ConversationApi routes, Executor executor, ScheduledExecutorService timer) {
    this.routes = routes;
    this.timer = timer;
    this.lane = BatchLane.async(this::call, executor, BOUNDS, (ReceiptItem item) -> 0);
  }

  /**
   * Takes one over.
   *
   * @return false where too much waits; it is dropped then
   */
  boolean add(Connection connection, ConversationKey conversation, ReceiptItem item) {
    boolean first;
    synchronized (lock) {
      if (!put(connection, conversation, item)) {
        return false;
      }
      first = !flushIsDue;
      flushIsDue = true;
    }
    if (first) {
      try {
        timer.schedule(this::flush, GATHER.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RuntimeException | Error e) { // the next one tries again
        synchronized (lock) {
          flushIsDue = false;
        }
        log.debug("receipts wait: {}", e.toString());
      }
    }
    return true;
  }

  private boolean put(Connection connection, ConversationKey conversation, ReceiptItem item) {
    Map<ConversationKey, ReceiptItem> own =
        waiting.computeIfAbsent(connection, it -> new LinkedHashMap<>(4));
    ReceiptItem before = own.get(conversation);
    if (before == null && (own.size() == MAX_OF_ONE || count == MAX_WAITING)) {
      return false;
    }
    own.put(conversation, before == null ? item : merged(before, item));
    count += before == null ? 1 : 0;
    return true;
  }

  private static ReceiptItem merged(ReceiptItem one, ReceiptItem other) {
    return one.toBuilder()
        .setGeneration(Math.max(one.getGeneration(), other.getGeneration()))
        .setDelivered(Math.max(one.getDelivered(), other.getDelivered()))
        .setRead(Math.max(one.getRead(), other.getRead()))
        .build();
  }

  /**
   * Sends what waits.
   *
   * @return when a route has answered, or has not; never fails
   */
  CompletableFuture<Void> flush() {
    Map<Connection, Map<ConversationKey, ReceiptItem>> taken;
    synchronized (lock) {
      flushIsDue = false;
      count = 0;
      taken = waiting;
      waiting = new LinkedHashMap<>();
    }
    List<CompletableFuture<?>> sent = new ArrayList<>();
    taken.forEach(
        (connection, own) ->
            own.forEach((conversation, item) -> sent.add(send(connection, conversation, item))));
    return CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new));
  }

  private CompletableFuture<?> send(
      Connection connection, ConversationKey conversation, ReceiptItem item) {
    return lane.submit(item)
        .handle(
            (done, failure) -> {
              if (failure != null && connection.state().isLoggedIn() && !isRefused(failure)) {
                add(connection, conversation, item);
              }
              return done;
            });
  }

  /** Whether it would be refused again. */
  private static boolean isRefused(Throwable failure) {
    Throwable cause = Await.cause(failure);
    return cause instanceof CimException && !(cause instanceof UnavailableException);
  }

  private CompletionStage<List<Optional<Void>>> call(List<ReceiptItem> batch) {
    return routes
        .receipts(ReceiptBatch.newBuilder().addAllReceipts(batch).build())
        .orTimeout(CALL_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (reply, failure) -> {
              if (failure != null) {
                log.debug(
                    "{} receipts were not taken: {}",
                    batch.size(),
                    Await.cause(failure).getMessage());
              }
            })
        .thenApply(reply -> Collections.nCopies(batch.size(), Optional.empty()));
  }
}
