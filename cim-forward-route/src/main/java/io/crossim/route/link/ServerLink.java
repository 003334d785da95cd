package io.crossim.route.link;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.common.result.UnavailableException;
import io.crossim.metastore.ServerNode;
import io.crossim.server.api.GatewayApi;
import io.crossim.server.api.LinkPing;
import io.crossim.server.api.LinkPong;
import io.crossim.server.api.Push;
import io.crossim.server.api.PushBatch;
import io.crossim.server.api.PushOutcome;
import io.crossim.server.api.PushReply;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import lombok.extern.slf4j.Slf4j;

/**
 * The line to one process of a cim-server. It is alive from the first answered ping; three misses
 * in a row, a refused connection or the answer of another process make it dead, until a ping of the
 * same process is answered again.
 */
@Slf4j
public final class ServerLink {

  private static final int MISSES_UNTIL_DEAD = 3;
  private static final int LANES = 4;
  private static final long MEGABYTE = 1L << 20;

  /** What waits are hints: those beyond the bounds are better found in the inbox. */
  private static final BatchBounds BOUNDS = new BatchBounds(512, MEGABYTE, 5_000, 8 * MEGABYTE);

  private enum State {
    UNKNOWN,
    ALIVE,
    DEAD
  }

  private final ServerNode node;
  private final GatewayApi gateway;
  private final List<BatchLane<Push, PushOutcome>> pushes;
  private volatile State state = State.UNKNOWN;
  private final ReentrantLock pinging = new ReentrantLock();
  private int misses;

  ServerLink(ServerNode node, GatewayApi gateway, Executor executor) {
    this.node = node;
    this.gateway = gateway;
    this.pushes =
        Stream.generate(
                () ->
                    new BatchLane<Push, PushOutcome>(
                        this::pushBatch, executor, BOUNDS, push -> push.getPayload().size()))
            .limit(LANES)
            .toList();
  }

  public ServerNode node() {
    return node;
  }

  public boolean isAlive() {
    return state == State.ALIVE;
  }

  boolean isUnknown() {
    return state == State.UNKNOWN;
  }

  /** Pushes one message; those to one receiver keep their order. */
  public CompletableFuture<PushOutcome> push(Push push) {
    return pushes.get(Math.floorMod(Long.hashCode(push.getReceiverId()), LANES)).submit(push);
  }

  /** Any other call. A connection that is refused shows at once that the server is dead. */
  public <T> T call(Function<GatewayApi, T> call) {
    try {
      return call.apply(gateway);
    } catch (UnavailableException e) {
      if (e.getCause() instanceof ConnectException) {
        dead(e);
      }
      throw e;
    }
  }

  private List<PushOutcome> pushBatch(List<Push> batch) {
    PushReply reply =
        call(server -> server.push(PushBatch.newBuilder().addAllPushes(batch).build()));
    return reply.getOutcomesList();
  }

  /**
   * One ping; blocks for a second at most. Who comes while one is under way waits for nothing, but
   * for the first, whose outcome he gets.
   */
  void ping(String storeEpoch) {
    boolean first = isUnknown();
    if (first) {
      pinging.lock();
    } else if (!pinging.tryLock()) {
      return;
    }
    try {
      if (!first || isUnknown()) {
        askOnce(storeEpoch);
      }
    } finally {
      pinging.unlock();
    }
  }

  private void askOnce(String storeEpoch) {
    try {
      LinkPing ping = LinkPing.newBuilder().setStoreEpoch(storeEpoch).build();
      LinkPong pong = call(server -> server.ping(ping));
      if (pong.getIncarnation().equals(node.incarnation())) {
        alive();
      } else {
        dead(new UnavailableException("another process answers at " + node.name(), null));
      }
    } catch (RuntimeException e) {
      missed(e);
    }
  }

  private synchronized void missed(RuntimeException cause) {
    misses++;
    if (state == State.UNKNOWN || misses >= MISSES_UNTIL_DEAD) {
      dead(cause);
    }
  }

  private synchronized void alive() {
    misses = 0;
    if (state != State.ALIVE) {
      state = State.ALIVE;
      log.info("cim-server {} answers", node.name());
    }
  }

  private synchronized void dead(RuntimeException cause) {
    if (state != State.DEAD) {
      state = State.DEAD;
      log.warn("cim-server {} is taken for dead: {}", node.name(), cause.getMessage());
    }
  }
}
