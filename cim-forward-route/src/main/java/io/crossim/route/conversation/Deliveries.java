package io.crossim.route.conversation;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.common.batch.BatchLanes;
import io.crossim.common.result.Await;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import lombok.extern.slf4j.Slf4j;

/**
 * Brings what is stored to the members of groups who are online, and to both users of pairs. The
 * sessions of members are looked up behind the post: one that this misses was bound after it, so
 * its login finds what it lacks. Of pairs it is only looked up how many devices the sender has.
 *
 * <p>Entries of one conversation go through one lane. While it is at work the next ones gather, and
 * go to each receiver in one collect. What finds no room is left to the sweeper. Any thread; never
 * blocks.
 */
@Slf4j
final class Deliveries {

  private static final int LANES = 8;
  private static final long MEGABYTE = 1L << 20;
  private static final BatchBounds BOUNDS =
      new BatchBounds(64, 4 * MEGABYTE, 20_000, 64 * MEGABYTE);

  /** What a delivery weighs beside its payload. */
  private static final int OVERHEAD = 256;

  /** The most users of one look-up. */
  private static final int LOOK_UP = 1_000;

  private final BatchLanes<Delivery, Boolean> lanes;
  private final MemberLists lists;
  private final SessionStore sessions;
  private final DeliveryTools tools;

  /**
   * @param executor sets the look-ups off
   */
  Deliveries(MemberLists lists, SessionStore sessions, DeliveryTools tools, Executor executor) {
    this.lists = lists;
    this.sessions = sessions;
    this.tools = tools;
    this.lanes =
        new BatchLanes<>(
            LANES,
            () ->
                BatchLane.async(
                    this::deliver,
                    executor,
                    BOUNDS,
                    (Delivery delivery) -> delivery.payload().size() + OVERHEAD));
  }

  /** Begins to deliver, behind what was given before for the same conversation. */
  void begin(Delivery delivery) {
    lanes
        .of(delivery.conversation().shard())
        .submit(delivery)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                leave(delivery.conversation(), List.of(delivery), failure);
              }
            });
  }

  private void leave(ConversationId conversation, List<Delivery> deliveries, Throwable failure) {
    log.debug("{} is left to the sweeper: {}", conversation, Await.cause(failure).getMessage());
    tools.meters().leftToTheSweeper(deliveries.size());
    deliveries.forEach(delivery -> delivery.taken().complete(false));
  }

  private CompletableFuture<List<Boolean>> deliver(List<Delivery> batch) {
    Map<ConversationId, List<Delivery>> byConversation = new LinkedHashMap<>();
    for (Delivery delivery : batch) {
      byConversation
          .computeIfAbsent(delivery.conversation(), id -> new ArrayList<>())
          .add(delivery);
    }
    Map<ConversationId, MemberList> known = new HashMap<>();
    List<CompletableFuture<?>> reads = new ArrayList<>(byConversation.size());
    byConversation.forEach((id, deliveries) -> reads.add(list(id, deliveries, known)));
    return CompletableFuture.allOf(reads.toArray(CompletableFuture<?>[]::new))
        .thenCompose(read -> online(byConversation, known))
        .thenCompose(online -> bring(byConversation, known, online))
        .thenApply(done -> Collections.nCopies(batch.size(), true));
  }

  /** Reads the list of one conversation; those whose list cannot be read stay out. */
  private CompletableFuture<?> list(
      ConversationId conversation,
      List<Delivery> deliveries,
      Map<ConversationId, MemberList> known) {
    deliveries.sort(Comparator.comparingLong(delivery -> delivery.place().seq()));
    long version = deliveries.stream().mapToLong(Delivery::version).max().orElse(0);
    return lists
        .of(conversation, version)
        .handle(
            (list, failure) -> {
              if (failure != null) {
                leave(conversation, deliveries, failure);
              } else {
                synchronized (known) {
                  known.put(conversation, list);
                }
              }
              return null;
            });
  }

  /** The sessions of the members of groups, and of those who have written to another user. */
  private CompletableFuture<Map<Long, List<Session>>> online(
      Map<ConversationId, List<Delivery>> byConversation, Map<ConversationId, MemberList> known) {
    int most = known.values().stream().mapToInt(MemberList::size).sum();
    Set<Long> users = new LinkedHashSet<>(2 * most);
    known.forEach(
        (conversation, list) -> {
          for (int i = 0; conversation.isGroup() && i < list.size(); i++) {
            users.add(list.user(i));
          }
          for (Delivery one : byConversation.getOrDefault(conversation, List.of())) {
            if (!conversation.isGroup() && one.sender() != ConversationStore.SYSTEM) {
              users.add(one.sender());
            }
            users.addAll(one.about());
          }
        });
    List<CompletableFuture<List<Session>>> found = new ArrayList<>(1);
    if (users.size() <= LOOK_UP) {
      found.add(sessions.findAll(users));
    } else {
      List<Long> all = List.copyOf(users);
      for (int from = 0; from < all.size(); from += LOOK_UP) {
        found.add(sessions.findAll(all.subList(from, Math.min(all.size(), from + LOOK_UP))));
      }
    }
    return CompletableFuture.allOf(found.toArray(CompletableFuture<?>[]::new))
        .thenApply(
            done -> {
              Map<Long, List<Session>> byUser = new HashMap<>(2 * users.size());
              for (CompletableFuture<List<Session>> part : found) {
                for (Session session : part.join()) {
                  byUser.merge(session.userId(), List.of(session), Deliveries::join);
                }
              }
              return byUser;
            });
  }

  private static List<Session> join(List<Session> one, List<Session> other) {
    List<Session> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  private CompletableFuture<Void> bring(
      Map<ConversationId, List<Delivery>> byConversation,
      Map<ConversationId, MemberList> known,
      Map<Long, List<Session>> online) {
    List<CompletableFuture<?>> runs = new ArrayList<>();
    known.forEach(
        (conversation, list) -> {
          for (EntryRun run :
              EntryRun.split(byConversation.getOrDefault(conversation, List.of()))) {
            runs.add(new DeliveryRun(run, list, online, tools).start());
          }
        });
    return CompletableFuture.allOf(runs.toArray(CompletableFuture<?>[]::new));
  }
}
