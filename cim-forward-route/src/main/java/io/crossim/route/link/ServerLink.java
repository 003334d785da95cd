package io.crossim.route.link;

import io.crossim.common.result.Await;
import io.crossim.common.result.UnavailableException;
import io.crossim.metastore.ServerNode;
import io.crossim.server.api.GatewayApi;
import io.crossim.server.api.LinkPing;
import io.crossim.server.api.LinkPong;
import java.net.ConnectException;
import java.util.concurrent.CompletableFuture;
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

  private final ServerNode node;
  private final GatewayApi gateway;
  private final PushLanes pushes;
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
    this.pushes = new PushLanes(this, executor);
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

  /** What pushes messages to the server. */
  public PushLanes pushes() {
    return pushes;
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
      pushes.repeatLost();
    } else {
      state.dead(new UnavailableException("another process answers at " + node.name(), null));
    }
  }
}
