package io.crossim.server.api;

import io.crossim.common.http.HttpCaller;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** A cim-server, called over HTTP. */
public final class GatewayClient implements GatewayApi {

  private final HttpCaller http;
  private final HttpCaller patient;

  public GatewayClient(HttpUrl url, OkHttpClient client) {
    this(url, client, client);
  }

  /**
   * @param patient for probes, which wait for an answer of the server's own client
   */
  public GatewayClient(HttpUrl url, OkHttpClient client, OkHttpClient patient) {
    this.http = new HttpCaller(url, client);
    this.patient = new HttpCaller(url, patient);
  }

  @Override
  public LinkPong ping(LinkPing ping) {
    return http.post(ServerPaths.PING, ping, LinkPong.parser());
  }

  @Override
  public PushReply push(PushBatch batch) {
    return http.post(ServerPaths.PUSH, batch, PushReply.parser());
  }

  @Override
  public BroadcastReply broadcast(Broadcast broadcast) {
    return http.post(ServerPaths.BROADCAST, broadcast, BroadcastReply.parser());
  }

  @Override
  public OnlineReply online(OnlineRequest request) {
    return http.post(ServerPaths.ONLINE, request, OnlineReply.parser());
  }

  @Override
  public ProbeReply probe(SessionRef session) {
    return patient.post(ServerPaths.PROBE, session, ProbeReply.parser());
  }

  @Override
  public FetchReply fetch(FetchRequest request) {
    return http.post(ServerPaths.FETCH, request, FetchReply.parser());
  }

  @Override
  public ReleaseReply release(ReleaseRequest request) {
    return http.post(ServerPaths.RELEASE, request, ReleaseReply.parser());
  }

  @Override
  public DisplaceReply displace(SessionRef session) {
    return http.post(ServerPaths.DISPLACE, session, DisplaceReply.parser());
  }
}
