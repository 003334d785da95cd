package io.crossim.server.push;

import io.crossim.common.result.Envelope;
import io.crossim.common.result.ResultCode;
import io.crossim.server.api.Broadcast;
import io.crossim.server.api.DisplaceRequest;
import io.crossim.server.api.FetchRequest;
import io.crossim.server.api.LinkPing;
import io.crossim.server.api.OnlineRequest;
import io.crossim.server.api.PushBatch;
import io.crossim.server.api.ReleaseRequest;
import io.crossim.server.api.SendReply;
import io.crossim.server.api.SendRequest;
import io.crossim.server.api.ServerPaths;
import io.crossim.server.api.SessionRef;
import io.crossim.service.front.CallTable;
import java.util.concurrent.CompletionStage;
import lombok.RequiredArgsConstructor;

/** The gateway over HTTP: protobuf for routes, and {@code /sendMsg} for scripts. */
@RequiredArgsConstructor
public final class GatewayCalls implements CallTable.Source {

  private final LocalGateway gateway;

  @Override
  public void addTo(CallTable.Builder calls) {
    calls
        .postByMembersOrLocally(
            ServerPaths.SEND,
            "Send a live message to the connections of one user on this server",
            SendRequest.class,
            (request, http) -> send(request))
        .internal(ServerPaths.PING, LinkPing.parser(), gateway::ping)
        .internal(ServerPaths.PUSH, PushBatch.parser(), gateway::push)
        .internal(ServerPaths.BROADCAST, Broadcast.parser(), gateway::broadcast)
        .internal(ServerPaths.ONLINE, OnlineRequest.parser(), gateway::online)
        .internal(ServerPaths.FETCH, FetchRequest.parser(), gateway::fetch)
        .internal(ServerPaths.PROBE, SessionRef.parser(), gateway::probe)
        .internal(ServerPaths.RELEASE, ReleaseRequest.parser(), gateway::release)
        .internal(ServerPaths.DISPLACE, DisplaceRequest.parser(), gateway::displace);
  }

  /** Nobody here to take it is an answer, not an error: the code says so under HTTP 200. */
  private CompletionStage<Envelope<?>> send(SendRequest request) {
    return gateway
        .send(request)
        .thenApply(
            taken ->
                taken
                    ? Envelope.success(request.reqNo(), SendReply.OK)
                    : Envelope.failure(
                        ResultCode.RECEIVER_OFFLINE,
                        ResultCode.RECEIVER_OFFLINE.text(),
                        request.reqNo()));
  }
}
