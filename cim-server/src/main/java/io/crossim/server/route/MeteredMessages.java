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
import io.crossim.service.meter.BatchMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;

/** The inboxes behind routes, with a count of the calls. */
public final class MeteredMessages implements MessageApi {

  private final MessageApi routes;
  private final BatchMeter sends;
  private final BatchMeter reads;
  private final BatchMeter acknowledgements;
  private final BatchMeter heads;

  public MeteredMessages(MessageApi routes, MeterRegistry registry) {
    this.routes = routes;
    this.sends = MeteredSessions.meter(registry, "send");
    this.reads = MeteredSessions.meter(registry, "read");
    this.acknowledgements = MeteredSessions.meter(registry, "acknowledge");
    this.heads = MeteredSessions.meter(registry, "heads");
  }

  @Override
  public CompletableFuture<SendBatchReply> send(SendBatch batch) {
    int count = batch.getSendsCount() + batch.getUploadsCount();
    return sends.watch(count, () -> routes.send(batch));
  }

  @Override
  public CompletableFuture<ReadBatchReply> read(ReadBatch batch) {
    return reads.watch(batch.getReadsCount(), () -> routes.read(batch));
  }

  @Override
  public CompletableFuture<AckReply> acknowledge(AckBatch batch) {
    return acknowledgements.watch(batch.getAcksCount(), () -> routes.acknowledge(batch));
  }

  @Override
  public CompletableFuture<HeadsReply> heads(HeadsRequest request) {
    return heads.watch(request.getItemsCount(), () -> routes.heads(request));
  }
}
