package io.crossim.route.meter;

import io.crossim.server.api.Broadcast;
import io.crossim.server.api.BroadcastReply;
import io.crossim.server.api.DisplaceReply;
import io.crossim.server.api.DisplaceRequest;
import io.crossim.server.api.FetchReply;
import io.crossim.server.api.FetchRequest;
import io.crossim.server.api.GatewayApi;
import io.crossim.server.api.LinkPing;
import io.crossim.server.api.LinkPong;
import io.crossim.server.api.NoticeBatch;
import io.crossim.server.api.NoticeReply;
import io.crossim.server.api.OnlineReply;
import io.crossim.server.api.OnlineRequest;
import io.crossim.server.api.ProbeReply;
import io.crossim.server.api.PushBatch;
import io.crossim.server.api.PushReply;
import io.crossim.server.api.ReleaseReply;
import io.crossim.server.api.ReleaseRequest;
import io.crossim.server.api.SessionRef;
import io.crossim.service.meter.BatchMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;

/** A cim-server with a count of the calls. */
public final class MeteredGateway implements GatewayApi {

  private final GatewayApi server;
  private final BatchMeter pings;
  private final BatchMeter pushes;
  private final BatchMeter broadcasts;
  private final BatchMeter notices;
  private final BatchMeter questions;

  public MeteredGateway(GatewayApi server, MeterRegistry registry) {
    this.server = server;
    this.pings = meter(registry, "ping");
    this.pushes = meter(registry, "push");
    this.broadcasts = meter(registry, "broadcast");
    this.notices = meter(registry, "notice");
    this.questions = meter(registry, "other");
  }

  private static BatchMeter meter(MeterRegistry registry, String call) {
    return new BatchMeter(registry, "cim.server.calls", "a cim-server", "call", call);
  }

  @Override
  public CompletableFuture<LinkPong> ping(LinkPing ping) {
    return pings.watch(1, () -> server.ping(ping));
  }

  @Override
  public CompletableFuture<PushReply> push(PushBatch batch) {
    return pushes.watch(batch.getPushesCount(), () -> server.push(batch));
  }

  @Override
  public CompletableFuture<BroadcastReply> broadcast(Broadcast broadcast) {
    return broadcasts.watch(1, () -> server.broadcast(broadcast));
  }

  @Override
  public CompletableFuture<OnlineReply> online(OnlineRequest request) {
    return questions.watch(1, () -> server.online(request));
  }

  @Override
  public CompletableFuture<ProbeReply> probe(SessionRef session) {
    return questions.watch(1, () -> server.probe(session));
  }

  @Override
  public CompletableFuture<FetchReply> fetch(FetchRequest request) {
    return questions.watch(1, () -> server.fetch(request));
  }

  @Override
  public CompletableFuture<ReleaseReply> release(ReleaseRequest request) {
    return questions.watch(1, () -> server.release(request));
  }

  @Override
  public CompletableFuture<DisplaceReply> displace(DisplaceRequest request) {
    return questions.watch(1, () -> server.displace(request));
  }

  @Override
  public CompletableFuture<NoticeReply> notices(NoticeBatch batch) {
    return notices.watch(batch.getNoticesCount(), () -> server.notices(batch));
  }
}
