package io.crossim.route.link;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.common.batch.BatchLanes;
import io.crossim.common.batch.HalvingCall;
import io.crossim.common.result.Await;
import io.crossim.common.result.UnavailableException;
import io.crossim.metastore.ServerNode;
import io.crossim.server.api.GatewayApi;
import io.crossim.server.api.LinkPing;
import io.crossim.server.api.LinkPong;
import io.crossim.server.api.Push;
import io.crossim.server.api.PushOutcome;
import io.crossim.server.api.PushReply;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import lombok.Getter;
import lombok.experimental.Accessors;
import org.jspecify.annotations.Nullable;

/**
 * The line to one process of a cim-server. It is alive from the first answered ping; three misses
 * in a row, a refused connection or the answer of another process make it dead, until a ping of the
 * same process is answered again. Any thread; nothing here blocks.
 */
public final class ServerLink {

  private static final int LANES = 2;
  private static final long MEGABYTE = 1L << 20;

  /** What waits are hints: those beyond the bounds are better found in the inbox. */
  private static final BatchBounds BOUNDS = new BatchBounds(512, MEGABYTE, 10_000, 16 * MEGABYTE);

  private final ServerNode node;
  private final GatewayApi gateway;
  private final BatchLanes<WaitingPush, PushOutcome> pushes;
  private final LostHints lostHints = new LostHints();
  private final LinkState state;
  private @Nullable CompletableFuture<Void> pinging;

  /** The server wants no new logins. */
  private volatile boolean leaving;

  /** How many clients it could ask to move. */
  @Getter
  @Accessors(fluent = true)
  private volatile int clients;

  /** Whether it knows notices, and pushes without a payload of their own. */
  @Getter
  @Accessors(fluent = true)
  private volatile boolean takesConversations;

  /**
   * @param executor sets batches of pushes off
   */
  ServerLink(ServerNode node, GatewayApi gateway, Executor executor) {
    this.node = node;
    this.gateway = gateway;
    this.state = new LinkState(node);
    HalvingCall<WaitingPush, PushOutcome> call = new HalvingCall<>(this::pushBatch);
    this.pushes =
        new BatchLanes<>(
            LANES,
            () ->
                BatchLane.async(
                    batch -> noticingLoss(batch, call), executor, BOUNDS, WaitingPush::weight));
  }

  public ServerNode node() {
    return node;
  }

  public boolean isAlive() {
    return state.isAlive();
  }

  /** Whether it is alive and may get new logins. */
  boolean takesLogins() {
    return isAlive() && !leaving;
  }

  boolean isDead() {
    return state.isDead();
  }

  boolean isUnknown() {
    return state.isUnknown();
  }

  /**
   * Pushes one message; those to one receiver keep their order. When it fails, the server is told
   * after its next answered ping how far the receiver's inbox reaches.
   */
  public CompletableFuture<PushOutcome> push(Push push) {
    return submit(new WaitingPush(push, null));
  }

  /**
   * Pushes a message that others get too; those to one receiver keep their order. A server of an
   * earlier version gets no push without a payload, and finds out by itself.
   *
   * @param push without a payload
   */
  public CompletableFuture<PushOutcome> push(Push push, SharedPayload payload) {
    return payload.bytes().isEmpty() && !takesConversations
        ? CompletableFuture.completedFuture(PushOutcome.LATER)
        : submit(new WaitingPush(push, payload));
  }

  private CompletableFuture<PushOutcome> submit(WaitingPush push) {
    CompletableFuture<PushOutcome> outcome = pushes.of(push.push().getReceiverId()).submit(push);
    if (outcome.isCompletedExceptionally()) { // too much waits
      lostHints.add(push.push());
    }
    return outcome;
  }

  /** Any other call. A connection that is refused shows at once that the server is dead. */
  public <T> CompletableFuture<T> call(Function<GatewayApi, CompletableFuture<T>> call) {
    CompletableFuture<T> answer;
    try {
      answer = call.apply(gateway);
    } catch (RuntimeException | Error e) {
      answer = CompletableFuture.failedFuture(e);
    }
    return answer.whenComplete(
        (value, failure) -> {
          if (failure != null
              && Await.cause(failure) instanceof UnavailableException e
              && e.getCause() instanceof ConnectException) {
            state.dead(e);
          }
        });
  }

  private CompletionStage<List<PushOutcome>> noticingLoss(
      List<WaitingPush> batch, HalvingCall<WaitingPush, PushOutcome> call) {
    return call.call(batch)
        .whenComplete(
            (outcomes, failure) -> {
              if (failure != null) {
                batch.forEach(each -> lostHints.add(each.push()));
              }
            });
  }

  private CompletableFuture<List<PushOutcome>> pushBatch(List<WaitingPush> batch) {
    return call(server -> server.push(WaitingPush.batch(batch, takesConversations)))
        .thenApply(PushReply::getOutcomesList);
  }

  /**
   * One ping, which is answered within a second or counts as missed. Calls while one is under way
   * share it.
   *
   * @return when its outcome is known; never fails
   */
  CompletableFuture<Void> ping(String storeEpoch) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    synchronized (this) {
      if (pinging != null) {
        return pinging;
      }
      pinging = mine;
    }
    boolean bindAgain = state.bindsAgain();
    LinkPing ping = LinkPing.newBuilder().setStoreEpoch(storeEpoch).setBindAgain(bindAgain).build();
    var unused =
        call(server -> server.ping(ping))
            .handle(
                (pong, failure) -> {
                  try {
                    judge(pong, failure, bindAgain);
                  } finally { // else nobody would ever ping it again
                    synchronized (this) {
                      pinging = null;
                    }
                    mine.complete(null);
                  }
                  return null;
                });
    return mine;
  }

  /**
   * @param bindAgain whether the ping told it to bind its sessions again
   */
  private void judge(@Nullable LinkPong pong, @Nullable Throwable failure, boolean bindAgain) {
    if (pong == null) {
      state.missed(failure == null ? new IllegalStateException("no answer") : Await.cause(failure));
    } else if (pong.getIncarnation().equals(node.incarnation())) {
      leaving = pong.getLeaving();
      clients = pong.getClients();
      takesConversations = pong.getTakesConversations();
      state.answered(bindAgain);
      lostHints.take().forEach(head -> push(head, SharedPayload.NONE));
    } else {
      state.dead(new UnavailableException("another process answers at " + node.name(), null));
    }
  }
}
