package io.crossim.route.delivery;

import io.crossim.common.protocol.Message;
import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.route.api.SendBatchReply;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;

/**
 * A batch that was checked, on its way. One stage after the other, so never two threads at once.
 *
 * <p>Messages to inboxes are stored in few calls for all senders, those to logs in others, and
 * messages to everyone are not stored at all. So that those of one sender keep their order all the
 * same, the batch goes in {@link SendSteps steps}. An item that is not decided holds back all that
 * its sender has behind it.
 */
@RequiredArgsConstructor
final class UplinkBatch {

  private static final long MAX_BYTES = 1L << 20;

  private static final String HELD_BACK = "an earlier message is not stored; send that first";

  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  private final InboxWriter writer;
  private final PushHints hints;
  private final BroadcastDelivery everyone;
  private final PostUplink posting;
  private final SendSteps steps;
  private final UplinkOutcomes outcomes;

  private final UplinkPushes pushes = new UplinkPushes(PrivateDelivery.PUSH_WAIT);

  /** Those who have an item that is not decided. */
  private final Set<Long> held = new HashSet<>(0);

  private final Calls<SendSteps.Private, AppendResult> appends =
      new Calls<>(this::append, this::noteAppend);

  private final Calls<SendSteps.Posted, PostResult> posts = new Calls<>(this::post, this::notePost);

  /** Is done when all is stored, and known of what it is wanted whether it was pushed. */
  CompletableFuture<SendBatchReply> deliver() {
    return step(0)
        .thenCompose(all -> pushes.statusKnown())
        .thenApply(
            known -> {
              pushes.taken().forEach(outcomes::pushed);
              return outcomes.reply();
            })
        .whenComplete(
            (reply, failure) -> {
              if (failure != null) {
                outcomes.abandon(Await.cause(failure));
              }
            });
  }

  private CompletableFuture<Void> step(int number) {
    if (number == steps.count()) {
      return DONE;
    }
    CompletableFuture<Void> stored =
        appends
            .make(free(steps.privates(number)), 0)
            .thenCompose(all -> posts.make(free(steps.posts(number)), 0));
    List<SendSteps.Broadcast> broadcasts = steps.broadcasts(number);
    return (broadcasts.isEmpty()
            ? stored
            // What their senders sent before is written first, if that does not take long.
            : stored
                .thenCompose(all -> pushes.answered())
                .thenCompose(all -> broadcast(broadcasts, 0)))
        .thenCompose(done -> step(number + 1));
  }

  /** Those of senders that nothing holds back. */
  private <T extends SendSteps.Stored> List<T> free(List<T> items) {
    if (held.isEmpty()) {
      return items;
    }
    undecided(items.stream().filter(item -> held.contains(item.senderId())).toList(), HELD_BACK);
    return items.stream().filter(item -> !held.contains(item.senderId())).toList();
  }

  private CompletableFuture<List<AppendResult>> append(List<SendSteps.Private> call) {
    return writer.append(call.stream().map(SendSteps.Private::append).toList());
  }

  private CompletableFuture<List<PostResult>> post(List<SendSteps.Posted> call) {
    return posting.post(call.stream().map(SendSteps.Posted::post).toList());
  }

  /** The calls to one store. */
  @RequiredArgsConstructor
  private final class Calls<T extends SendSteps.Stored, R> {

    private final Function<List<T>, CompletableFuture<List<R>>> store;
    private final BiConsumer<T, R> note;

    /** A call has failed; no other one is made. */
    private boolean fail;

    /** Stores in calls of bounded size, in their order; after one that failed no other is made. */
    CompletableFuture<Void> make(List<T> items, int from) {
      if (from == items.size()) {
        return DONE;
      }
      if (fail) {
        undecided(items.subList(from, items.size()), HELD_BACK);
        return DONE;
      }
      int to = from;
      for (long bytes = 0; to < items.size() && (to == from || bytes < MAX_BYTES); to++) {
        bytes += items.get(to).weight();
      }
      List<T> call = items.subList(from, to);
      int end = to;
      return store
          .apply(call)
          .handle(
              (stored, failure) -> {
                if (failure != null) {
                  fail = true;
                  undecided(
                      items.subList(from, items.size()),
                      String.valueOf(Await.cause(failure).getMessage()));
                  return DONE;
                }
                for (int i = 0; i < stored.size(); i++) {
                  note.accept(call.get(i), stored.get(i));
                }
                return make(items, end);
              })
          .thenCompose(next -> next);
    }
  }

  private void notePost(SendSteps.Posted item, PostResult result) {
    PostOutcome posted = result.outcome();
    CimException refusal = posting.refusal(item.post(), posted);
    if (refusal != null) {
      outcomes.refused(item.place(), refusal);
    } else {
      outcomes.posted(item.place(), posted);
      if (!item.post().conversation().isGroup()) {
        pushes.add(item.place(), result.taken(), item.isStatusWanted());
      }
    }
  }

  private void undecided(List<? extends SendSteps.Stored> items, String why) {
    for (SendSteps.Stored item : items) {
      held.add(item.senderId());
      outcomes.undecided(item.place(), why);
    }
  }

  private void noteAppend(SendSteps.Private item, AppendResult stored) {
    CimException refusal = PrivateDelivery.refusal(item.append().userId(), stored.outcome());
    if (refusal != null) {
      outcomes.refused(item.place(), refusal);
    } else {
      outcomes.stored(item.place(), stored.outcome());
      pushes.add(item.place(), hints.hint(item.append(), stored), item.isStatusWanted());
    }
  }

  /** Broadcasts one message after the other, so that those of one sender keep their order. */
  private CompletableFuture<Void> broadcast(List<SendSteps.Broadcast> items, int next) {
    if (next == items.size()) {
      return DONE;
    }
    SendSteps.Broadcast one = items.get(next);
    if (held.contains(one.sender().userId())) {
      outcomes.undecided(one.place(), HELD_BACK);
      return broadcast(items, next + 1);
    }
    Message message = one.message();
    return everyone
        .deliver(
            one.sender(), message.getContentType(), message.getBody(), message.getClientMsgId())
        .thenCompose(
            anybody -> {
              if (!anybody) {
                outcomes.nobody(one.place());
              }
              return broadcast(items, next + 1);
            });
  }
}
