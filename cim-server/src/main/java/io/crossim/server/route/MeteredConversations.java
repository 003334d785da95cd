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
import io.crossim.service.meter.BatchMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;

/** The conversations behind routes, with a count of the calls. */
public final class MeteredConversations implements ConversationApi {

  private final ConversationApi routes;
  private final BatchMeter collects;
  private final BatchMeter receipts;
  private final BatchMeter signals;
  private final BatchMeter watches;

  public MeteredConversations(ConversationApi routes, MeterRegistry registry) {
    this.routes = routes;
    this.collects = MeteredSessions.meter(registry, "collect");
    this.receipts = MeteredSessions.meter(registry, "receipt");
    this.signals = MeteredSessions.meter(registry, "signal");
    this.watches = MeteredSessions.meter(registry, "watch");
  }

  @Override
  public CompletableFuture<CollectReply> collect(CollectRequest request) {
    return collects.watch(request.getUserIdsCount(), () -> routes.collect(request));
  }

  @Override
  public CompletableFuture<ReceiptReply> receipts(ReceiptBatch batch) {
    return receipts.watch(batch.getReceiptsCount(), () -> routes.receipts(batch));
  }

  @Override
  public CompletableFuture<WatchReply> watch(WatchRequest request) {
    return watches.watch(request.getUserIdsCount(), () -> routes.watch(request));
  }

  @Override
  public CompletableFuture<SignalReply> signals(SignalBatch batch) {
    return signals.watch(batch.getSignalsCount(), () -> routes.signals(batch));
  }
}
