package io.crossim.route.warmup;

import io.crossim.metastore.ServerNode;
import io.crossim.route.link.ServerLinks;
import io.crossim.server.api.Broadcast;
import io.crossim.server.api.BroadcastReply;
import io.crossim.server.api.LinkPing;
import io.crossim.server.api.LinkPong;
import io.crossim.server.api.OnlineReply;
import io.crossim.server.api.OnlineRequest;
import io.crossim.server.api.Push;
import io.crossim.server.api.PushBatch;
import io.crossim.server.api.PushOutcome;
import io.crossim.server.api.PushReply;
import io.crossim.server.api.ServerPaths;
import io.crossim.service.front.CallTable;
import io.crossim.service.warmup.WarmupEnvironment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A cim-server for a warm-up: everybody is there, and takes everything. */
public final class StubServer implements CallTable.Source {

  private final Semaphore pushes = new Semaphore(0);

  /** What discovery would list, if it knew of it; only the incarnation is looked at. */
  public static ServerNode node() {
    return new ServerNode("warmup", 1, 1, ServerLinks.WARMUP);
  }

  @Override
  public void addTo(CallTable.Builder calls) {
    calls
        .internal(
            ServerPaths.PING,
            LinkPing.parser(),
            ping ->
                CompletableFuture.completedFuture(
                    LinkPong.newBuilder().setIncarnation(ServerLinks.WARMUP).build()))
        .internal(ServerPaths.PUSH, PushBatch.parser(), this::push)
        .internal(
            ServerPaths.BROADCAST,
            Broadcast.parser(),
            all -> CompletableFuture.completedFuture(BroadcastReply.getDefaultInstance()))
        .internal(
            ServerPaths.ONLINE,
            OnlineRequest.parser(),
            all -> CompletableFuture.completedFuture(OnlineReply.getDefaultInstance()));
  }

  private CompletableFuture<PushReply> push(PushBatch batch) {
    PushReply.Builder reply = PushReply.newBuilder();
    for (Push push : batch.getPushesList()) {
      reply.addOutcomes(PushOutcome.TAKEN);
    }
    pushes.release(batch.getPushesCount());
    return CompletableFuture.completedFuture(reply.build());
  }

  /** Waits for so many more messages. */
  void awaitPushes(int messages) throws InterruptedException, TimeoutException {
    if (!pushes.tryAcquire(
        messages, WarmupEnvironment.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException("a push did not come");
    }
  }
}
