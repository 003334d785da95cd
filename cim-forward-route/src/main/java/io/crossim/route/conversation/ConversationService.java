package io.crossim.route.conversation;

import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Signal;
import io.crossim.common.result.Await;
import io.crossim.persistence.account.UserIds;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.Mark;
import io.crossim.route.api.CollectReply;
import io.crossim.route.api.CollectRequest;
import io.crossim.route.api.ConversationApi;
import io.crossim.route.api.ReceiptBatch;
import io.crossim.route.api.ReceiptItem;
import io.crossim.route.api.ReceiptReply;
import io.crossim.route.api.SignalBatch;
import io.crossim.route.api.SignalItem;
import io.crossim.route.api.SignalReply;
import io.crossim.route.api.WatchReply;
import io.crossim.route.api.WatchRequest;
import io.crossim.route.presence.Watchers;
import io.crossim.route.session.BoundSessions;
import io.crossim.route.session.BoundSessions.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** What servers ask about conversations. */
@Slf4j
@RequiredArgsConstructor
public final class ConversationService implements ConversationApi {

  /** A server asks again when it has not got everything by then. */
  private static final Duration COLLECT_WAIT = Duration.ofMillis(900);

  private final LoginCatchUp catchUp;
  private final BoundSessions bound;
  private final Receipts receipts;
  private final Signals signals;
  private final Watchers watchers;

  /** Whether there are logs of private messages. */
  private final boolean keepsPrivate;

  @Override
  public CompletableFuture<CollectReply> collect(CollectRequest request) {
    Map<Long, CompletableFuture<Boolean>> users = new LinkedHashMap<>();
    for (long user : request.getUserIdsList()) {
      users.computeIfAbsent(user, one -> collect(one, request.getBound()));
    }
    return CompletableFuture.allOf(users.values().toArray(CompletableFuture<?>[]::new))
        .completeOnTimeout(null, COLLECT_WAIT.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(
            done -> {
              CollectReply.Builder reply = CollectReply.newBuilder();
              users.forEach(
                  (user, isDone) -> {
                    if (!isDone.getNow(false)) {
                      reply.addLater(user);
                    }
                  });
              return reply.build();
            });
  }

  /** Answers whether a user has got everything there was room for. */
  private CompletableFuture<Boolean> collect(long user, boolean isBound) {
    return (isBound ? catchUp.groups(user) : catchUp.all(user))
        .handle(
            (done, failure) -> {
              if (failure != null) {
                log.debug("user {} gets nothing yet: {}", user, Await.cause(failure).getMessage());
              }
              return failure == null;
            });
  }

  @Override
  public CompletableFuture<ReceiptReply> receipts(ReceiptBatch batch) {
    List<ReceiptItem> items = batch.getReceiptsList();
    return bound
        .unbound(
            items.stream().map(one -> new Claim(one.getUserId(), one.getGeneration())).toList())
        .thenCompose(unbound -> receipts.take(marks(items, unbound)))
        .thenApply(done -> ReceiptReply.getDefaultInstance());
  }

  private List<Mark> marks(List<ReceiptItem> items, BitSet unbound) {
    List<Mark> marks = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      ReceiptItem item = items.get(i);
      boolean isPlace = item.getDelivered() >= 0 && item.getRead() >= 0;
      ConversationId conversation = conversation(item);
      if (!unbound.get(i) && isPlace && conversation != null) {
        marks.add(new Mark(conversation, item.getUserId(), item.getDelivered(), item.getRead()));
      }
    }
    return marks;
  }

  /** Null for one that has no log. */
  private @Nullable ConversationId conversation(ReceiptItem item) {
    long id = item.getConversationId();
    return switch (item.getConversationType()) {
      case Conversation.Type.GROUP_VALUE -> isId(id) ? ConversationId.group(id) : null;
      case Conversation.Type.USER_VALUE ->
          keepsPrivate && (isId(id) || id == ConversationStore.SYSTEM)
              ? ConversationId.pair(item.getUserId(), id)
              : null;
      default -> null;
    };
  }

  private static boolean isId(long id) {
    return id >= 1 && id <= UserIds.MAX;
  }

  @Override
  public CompletableFuture<SignalReply> signals(SignalBatch batch) {
    List<SignalItem> items = batch.getSignalsList();
    return bound
        .unbound(
            items.stream().map(one -> new Claim(one.getUserId(), one.getGeneration())).toList())
        .thenApply(
            unbound -> {
              for (int i = 0; i < items.size(); i++) {
                if (!unbound.get(i)) {
                  tell(items.get(i));
                }
              }
              return SignalReply.getDefaultInstance();
            });
  }

  @Override
  public CompletableFuture<WatchReply> watch(WatchRequest request) {
    return watchers.watch(request);
  }

  private void tell(SignalItem item) {
    Signal.Type type = Signal.Type.forNumber(item.getType());
    boolean isKnown = type == Signal.Type.TYPING || type == Signal.Type.STOPPED;
    if (type == null || !isKnown || !isId(item.getConversationId())) {
      return;
    }
    if (item.getConversationType() == Conversation.Type.GROUP_VALUE) {
      signals.toGroup(item.getUserId(), ConversationId.group(item.getConversationId()), type);
    } else if (item.getConversationType() == Conversation.Type.USER_VALUE) {
      signals.toUser(item.getUserId(), item.getConversationId(), type);
    }
  }
}
