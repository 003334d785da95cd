package io.crossim.server;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.route.api.CollectReply;
import io.crossim.route.api.CollectRequest;
import io.crossim.route.api.ConversationApi;
import io.crossim.route.api.ReceiptBatch;
import io.crossim.route.api.ReceiptItem;
import io.crossim.route.api.ReceiptReply;
import io.crossim.route.api.SignalBatch;
import io.crossim.route.api.SignalItem;
import io.crossim.route.api.SignalReply;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/** A route that keeps what servers tell of conversations in lists; a test may make it be away. */
public class FakeConversations implements ConversationApi {

  public final List<Long> collected = new CopyOnWriteArrayList<>();

  /** Those who were to be brought everything after a bind, also in vain. */
  public final List<Long> bound = new CopyOnWriteArrayList<>();

  /** Answers that these users have not got everything. */
  public final Set<Long> later = ConcurrentHashMap.newKeySet();

  public final List<ReceiptItem> receipts = new CopyOnWriteArrayList<>();
  public final List<SignalItem> signals = new CopyOnWriteArrayList<>();

  /** Calls that came but for those after binds, failed ones too. */
  public final AtomicInteger calls = new AtomicInteger();

  /** Runs for each user whose conversations are collected. */
  public volatile LongConsumer collect = user -> {};

  public volatile boolean away;

  /** Is of a version that does not know these calls. */
  public volatile boolean isOld;

  @Override
  public CompletableFuture<CollectReply> collect(CollectRequest request) {
    List<Long> users = request.getUserIdsList();
    if (request.getBound()) {
      bound.addAll(users);
      return away
          ? CompletableFuture.failedFuture(new UnavailableException("the route is away", null))
          : CompletableFuture.completedFuture(
              CollectReply.newBuilder()
                  .addAllLater(users.stream().filter(later::contains).toList())
                  .build());
    }
    return answer(
        CollectReply.getDefaultInstance(),
        () -> {
          collected.addAll(users);
          users.forEach(user -> collect.accept(user));
        });
  }

  @Override
  public CompletableFuture<ReceiptReply> receipts(ReceiptBatch batch) {
    return answer(
        ReceiptReply.getDefaultInstance(), () -> receipts.addAll(batch.getReceiptsList()));
  }

  @Override
  public CompletableFuture<SignalReply> signals(SignalBatch batch) {
    return answer(SignalReply.getDefaultInstance(), () -> signals.addAll(batch.getSignalsList()));
  }

  private <T> CompletableFuture<T> answer(T reply, Runnable action) {
    calls.incrementAndGet();
    if (away) {
      return CompletableFuture.failedFuture(new UnavailableException("the route is away", null));
    }
    if (isOld) {
      return CompletableFuture.failedFuture(new CimException(ResultCode.FAILURE, "no such call"));
    }
    action.run();
    return CompletableFuture.completedFuture(reply);
  }
}
