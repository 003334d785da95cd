package io.crossim.server.api;

import io.crossim.common.http.ProtobufCaller;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;

/** A cim-server, called over HTTP. */
@RequiredArgsConstructor
public final class GatewayClient implements GatewayApi {

  private final ProtobufCaller http;

  /** For probes, which wait for an answer of the server's own client. */
  private final ProtobufCaller patient;

  @Override
  public CompletableFuture<LinkPong> ping(LinkPing ping) {
    return http.post(ServerPaths.PING, ping, LinkPong.parser());
  }

  @Override
  public CompletableFuture<PushReply> push(PushBatch batch) {
    return http.post(ServerPaths.PUSH, batch, PushReply.parser());
  }

  @Override
  public CompletableFuture<BroadcastReply> broadcast(Broadcast broadcast) {
    return http.post(ServerPaths.BROADCAST, broadcast, BroadcastReply.parser());
  }

  @Override
  public CompletableFuture<OnlineReply> online(OnlineRequest request) {
    return http.post(ServerPaths.ONLINE, request, OnlineReply.parser());
  }

  @Override
  public CompletableFuture<ProbeReply> probe(SessionRef session) {
    return patient.post(ServerPaths.PROBE, session, ProbeReply.parser());
  }

  @Override
  public CompletableFuture<FetchReply> fetch(FetchRequest request) {
    return http.post(ServerPaths.FETCH, request, FetchReply.parser());
  }

  @Override
  public CompletableFuture<ReleaseReply> release(ReleaseRequest request) {
    return http.post(ServerPaths.RELEASE, request, ReleaseReply.parser());
  }

  @Override
  public CompletableFuture<DisplaceReply> displace(DisplaceRequest request) {
    return http.post(ServerPaths.DISPLACE, request, DisplaceReply.parser());
  }

  @Override
  public CompletableFuture<NoticeReply> notices(NoticeBatch batch) {
    return http.post(ServerPaths.NOTICES, batch, NoticeReply.parser());
  }
}
