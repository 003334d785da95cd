package io.crossim.server.route;

import io.crossim.route.api.CollectReply;
import io.crossim.route.api.CollectRequest;
import io.crossim.route.api.ConversationApi;
import io.crossim.route.api.ReceiptBatch;
import io.crossim.route.api.ReceiptReply;
import io.crossim.route.api.SignalBatch;
import io.crossim.route.api.SignalReply;
import io.crossim.route.api.WatchReply;
import io.crossim.route.api.WatchRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The conversations behind several routes. */
public final class FailoverConversations implements ConversationApi {

  private final Failover<ConversationApi> routes;

  /**
   * @param routes as they are now, in a stable order
   */
  public FailoverConversations(Supplier<? extends List<? extends ConversationApi>> routes) {
    this.routes = new Failover<>(routes);
  }

  @Override
  public CompletableFuture<CollectReply> collect(CollectRequest request) {
    return routes.call(route -> route.collect(request));
  }

  @Override
  public CompletableFuture<ReceiptReply> receipts(ReceiptBatch batch) {
    return routes.call(route -> route.receipts(batch));
  }

  @Override
  public CompletableFuture<WatchReply> watch(WatchRequest request) {
    return routes.call(route -> route.watch(request));
  }

  @Override
  public CompletableFuture<SignalReply> signals(SignalBatch batch) {
    return routes.call(route -> route.signals(batch));
  }
}
