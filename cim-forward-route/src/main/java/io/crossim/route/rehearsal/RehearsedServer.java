package io.crossim.route.rehearsal;

import io.crossim.metastore.ServerNode;
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
import java.util.concurrent.CompletableFuture;

/** A cim-server for a rehearsal: everybody is there, and takes everything. */
public final class RehearsedServer implements CallTable.Source {

  private static final String INCARNATION = "rehearsal";

  /** What discovery would list, if it knew of it; only the incarnation is looked at. */
  public static ServerNode node() {
    return new ServerNode("rehearsal", 1, 1, INCARNATION);
  }

  @Override
  public void addTo(CallTable.Builder calls) {
    calls
        .internal(
            ServerPaths.PING,
            LinkPing.parser(),
            ping ->
                CompletableFuture.completedFuture(
                    LinkPong.newBuilder().setIncarnation(INCARNATION).build()))
        .internal(ServerPaths.PUSH, PushBatch.parser(), RehearsedServer::push)
        .internal(
            ServerPaths.BROADCAST,
            Broadcast.parser(),
            all -> CompletableFuture.completedFuture(BroadcastReply.getDefaultInstance()))
        .internal(
            ServerPaths.ONLINE,
            OnlineRequest.parser(),
            all -> CompletableFuture.completedFuture(OnlineReply.getDefaultInstance()));
  }

  private static CompletableFuture<PushReply> push(PushBatch batch) {
    PushReply.Builder reply = PushReply.newBuilder();
    for (Push push : batch.getPushesList()) {
      reply.addOutcomes(PushOutcome.TAKEN);
    }
    return CompletableFuture.completedFuture(reply.build());
  }
}
