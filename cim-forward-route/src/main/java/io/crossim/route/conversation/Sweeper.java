package io.crossim.route.conversation;

import io.crossim.common.result.Await;
import io.crossim.metastore.RouteNode;
import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.persistence.conversation.ConversationQuery;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.EntryKind;
import io.crossim.persistence.conversation.MemberPage;
import io.crossim.persistence.conversation.Unfinished;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Finishes what a route has left: one that died, or could not reach a store. It looks at a part of
 * its shards every second, and at each of them every four. Any thread; never blocks.
 */
@Slf4j
@RequiredArgsConstructor
public final class Sweeper implements AutoCloseable {

  /** What is younger is still being delivered. */
  static final Duration OLDER_THAN = Duration.ofSeconds(5);

  private static final long LOOK_EVERY_MS = 1_000;

  /** So many looks go through all shards. */
  private static final int PARTS = 4;

  private static final int MOST_PER_SHARD = 50;

  /** So many of the last entries are looked at for users who have left. */
  private static final int LAST = 100;

  private static final long LAST_BYTES = 1L << 20;

  private final ConversationStore store;
  private final Deliveries deliveries;
  private final ConversationMeters meters;
  private final Supplier<List<RouteNode>> routes;
  private final ScheduledExecutorService timer;

  private @Nullable ScheduledFuture<?> ticks;
  private volatile boolean looking;
  private int part;
  private long found;
  private long oldest;

  /**
   * Begins to look, once a second.
   *
   * @param incarnation of this route, as discovery lists it
   */
  public synchronized void start(String incarnation) {
    Supplier<int[]> own = new FromRoutes<>(routes, listed -> OwnShards.of(incarnation, listed));
    ticks =
        timer.scheduleAtFixedRate(
            () -> look(own), LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
  }

  private void look(Supplier<int[]> ownShards) {
    if (looking) {
      return; // the store has not answered the last look yet
    }
    looking = true;
    try {
      int[] own = ownShards.get();
      int first = part * own.length / PARTS;
      int end = (part + 1) * own.length / PARTS;
      List<Integer> shards = new ArrayList<>(end - first);
      for (int i = first; i < end; i++) {
        shards.add(own[i]);
      }
      sweep(shards, OLDER_THAN)
          .whenComplete(
              (all, failure) -> {
                looked(all == null ? List.of() : all, failure);
                looking = false;
              });
    } catch (RuntimeException | Error e) { // a scheduled task that throws is never run again
      log.warn("looking for what is unfinished failed: {}", e.toString());
      looking = false;
    }
  }

  private void looked(List<Unfinished> all, @Nullable Throwable failure) {
    if (failure != null) {
      log.debug("what is unfinished is not known: {}", Await.cause(failure).getMessage());
      return;
    }
    found += all.size();
    for (Unfinished one : all) {
      oldest = Math.max(oldest, one.age());
    }
    part = (part + 1) % PARTS;
    if (part == 0) {
      meters.unfinished(found, oldest);
      found = 0;
      oldest = 0;
    }
  }

  /**
   * Delivers what is unfinished in some shards.
   *
   * @return what it was, when its delivery has begun
   */
  CompletableFuture<List<Unfinished>> sweep(List<Integer> shards, Duration olderThan) {
    List<CompletableFuture<List<Unfinished>>> asked = new ArrayList<>(shards.size());
    for (int shard : shards) {
      asked.add(store.unfinished(shard, olderThan, MOST_PER_SHARD));
    }
    return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
        .thenCompose(
            done -> {
              List<Unfinished> all = new ArrayList<>();
              asked.forEach(answer -> all.addAll(answer.join()));
              return CompletableFuture.allOf(
                      all.stream().map(this::finish).toArray(CompletableFuture<?>[]::new))
                  .thenApply(begun -> all);
            });
  }

  private CompletableFuture<Void> finish(Unfinished one) {
    if (one.head().seq() == 0) {
      return CompletableFuture.completedFuture(null); // the store cannot use it
    }
    return leavers(one)
        .thenAccept(leavers -> deliveries.begin(Delivery.of(one, leavers)))
        .exceptionally(
            e -> {
              log.debug("{} stays unfinished: {}", one.conversation(), Await.cause(e).getMessage());
              return null;
            });
  }

  /** The users who have left lately: no list has them, and their leaving may not have reached. */
  private CompletableFuture<List<Long>> leavers(Unfinished one) {
    if (!one.conversation().isGroup()) {
      return CompletableFuture.completedFuture(List.of());
    }
    return store
        .members(one.conversation().first(), "", 1)
        .thenCompose(
            page ->
                page.members().isEmpty()
                    ? CompletableFuture.completedFuture(List.<Long>of())
                    : leavers(one, page));
  }

  private CompletableFuture<List<Long>> leavers(Unfinished one, MemberPage page) {
    ConversationQuery query =
        ConversationQuery.before(
            one.conversation(), page.members().get(0).userId(), Long.MAX_VALUE, LAST, LAST_BYTES);
    return store
        .read(List.of(query))
        .thenApply(
            pages -> {
              List<Long> users = new ArrayList<>(0);
              for (ConversationEntry entry : pages.get(0).entries()) {
                if (entry.kind() == EntryKind.LEFT) {
                  users.addAll(entry.users());
                }
              }
              return users;
            });
  }

  @Override
  public synchronized void close() {
    if (ticks != null) {
      ticks.cancel(false);
    }
  }
}
