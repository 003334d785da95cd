package io.crossim.server.route;

import io.crossim.route.api.AckBatch;
import io.crossim.route.api.AckReply;
import io.crossim.route.api.HeadsReply;
import io.crossim.route.api.HeadsRequest;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.ReadBatch;
import io.crossim.route.api.ReadBatchReply;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.SendBatchReply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The inboxes behind several routes. */
public final class FailoverMessages implements MessageApi {

  private final Failover<MessageApi> routes;

  /**
   * @param routes as they are now, in a stable order
   */
  public FailoverMessages(Supplier<? extends List<? extends MessageApi>> routes) {
    this.routes = new Failover<>(routes);
  }

  @Override
  public CompletableFuture<SendBatchReply> send(SendBatch batch) {
    return routes.call(route -> route.send(batch));
  }

  @Override
  public CompletableFuture<ReadBatchReply> read(ReadBatch batch) {
    return routes.call(route -> route.read(batch));
  }

  @Override
  public CompletableFuture<AckReply> acknowledge(AckBatch batch) {
    return routes.call(route -> route.acknowledge(batch));
  }

  @Override
  public CompletableFuture<HeadsReply> heads(HeadsRequest request) {
    return routes.call(route -> route.heads(request));
  }
}
