package io.crossim.server.push;

import io.crossim.server.api.Broadcast;
import io.crossim.server.api.DisplaceRequest;
import io.crossim.server.api.FetchRequest;
import io.crossim.server.api.LinkPing;
import io.crossim.server.api.NoticeBatch;
import io.crossim.server.api.OnlineRequest;
import io.crossim.server.api.PushBatch;
import io.crossim.server.api.ReleaseRequest;
import io.crossim.server.api.ServerPaths;
import io.crossim.server.api.SessionRef;
import io.crossim.service.call.CallTable;
import io.crossim.service.call.CallTableBuilder;
import lombok.RequiredArgsConstructor;

/** The calls of routes, protobuf both ways. */
@RequiredArgsConstructor
public final class GatewayCalls implements CallTable.Source {

  private final LocalGateway gateway;

  @Override
  public void addTo(CallTableBuilder calls) {
    calls
        .internal(ServerPaths.PING, LinkPing.parser(), gateway::ping)
        .internal(ServerPaths.PUSH, PushBatch.parser(), gateway::push)
        .internal(ServerPaths.NOTICES, NoticeBatch.parser(), gateway::notices)
        .internal(ServerPaths.BROADCAST, Broadcast.parser(), gateway::broadcast)
        .internal(ServerPaths.ONLINE, OnlineRequest.parser(), gateway::online)
        .internal(ServerPaths.FETCH, FetchRequest.parser(), gateway::fetch)
        .internal(ServerPaths.PROBE, SessionRef.parser(), gateway::probe)
        .internal(ServerPaths.RELEASE, ReleaseRequest.parser(), gateway::release)
        .internal(ServerPaths.DISPLACE, DisplaceRequest.parser(), gateway::displace);
  }
}
