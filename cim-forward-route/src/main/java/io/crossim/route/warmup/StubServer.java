package io.crossim.route.warmup;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.crossim.metastore.ServerNode;
import io.crossim.route.link.ServerLinks;
import io.crossim.server.api.Broadcast;
import io.crossim.server.api.BroadcastReply;
import io.crossim.server.api.LinkPing;
import io.crossim.server.api.LinkPong;
import io.crossim.server.api.OnlineReply;
import io.crossim.server.api.OnlineRequest;
import io.crossim.server.api.PushBatch;
import io.crossim.server.api.PushOutcome;
import io.crossim.server.api.PushReply;
import io.crossim.server.api.ServerPaths;
import io.crossim.service.call.CallTable;
import io.crossim.service.call.CallTableBuilder;
import io.crossim.service.warmup.WarmupEnvironment;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A cim-server on which all users are connected and take every message. */
public final class StubServer implements CallTable.Source {

  /** Its entry in discovery, of which only the incarnation counts. */
  public static final ServerNode NODE = new ServerNode("warmup", 1, 1, ServerLinks.WARMUP);

  private static final LinkPong PONG =
      LinkPong.newBuilder().setIncarnation(NODE.incarnation()).setTakesConversations(true).build();
  private static final BroadcastReply REACHED = BroadcastReply.getDefaultInstance();
  private static final OnlineReply ONLINE = OnlineReply.getDefaultInstance();

  private final Semaphore pushes = new Semaphore(0);

  @Override
  public void addTo(CallTableBuilder calls) {
    calls
        .internal(ServerPaths.PING, LinkPing.parser(), ping -> completedFuture(PONG))
        .internal(ServerPaths.PUSH, PushBatch.parser(), batch -> completedFuture(push(batch)))
        .internal(ServerPaths.BROADCAST, Broadcast.parser(), all -> completedFuture(REACHED))
        .internal(ServerPaths.ONLINE, OnlineRequest.parser(), all -> completedFuture(ONLINE));
  }

  private PushReply push(PushBatch batch) {
    PushReply.Builder reply = PushReply.newBuilder();
    batch.getPushesList().forEach(push -> reply.addOutcomes(PushOutcome.TAKEN));
    pushes.release(batch.getPushesCount());
    return reply.build();
  }

  /** Waits for so many more messages. */
  void awaitPushes(int messages) throws InterruptedException, TimeoutException {
    if (!pushes.tryAcquire(
        messages, WarmupEnvironment.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException("a push did not come");
    }
  }
}
