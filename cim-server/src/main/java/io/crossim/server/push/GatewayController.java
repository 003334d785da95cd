package io.crossim.server.push;

import io.crossim.server.api.Broadcast;
import io.crossim.server.api.BroadcastReply;
import io.crossim.server.api.DisplaceReply;
import io.crossim.server.api.FetchReply;
import io.crossim.server.api.FetchRequest;
import io.crossim.server.api.LinkPing;
import io.crossim.server.api.LinkPong;
import io.crossim.server.api.OnlineReply;
import io.crossim.server.api.OnlineRequest;
import io.crossim.server.api.ProbeReply;
import io.crossim.server.api.PushBatch;
import io.crossim.server.api.PushReply;
import io.crossim.server.api.ReleaseReply;
import io.crossim.server.api.ReleaseRequest;
import io.crossim.server.api.ServerPaths;
import io.crossim.server.api.SessionRef;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The gateway over HTTP, for routes: protobuf both ways. */
@RestController
@RequiredArgsConstructor
public class GatewayController {

  private final LocalGateway gateway;

  @PostMapping(ServerPaths.PING)
  LinkPong ping(@RequestBody LinkPing ping) {
    return gateway.ping(ping);
  }

  @PostMapping(ServerPaths.PUSH)
  PushReply push(@RequestBody PushBatch batch) {
    return gateway.push(batch);
  }

  @PostMapping(ServerPaths.BROADCAST)
  BroadcastReply broadcast(@RequestBody Broadcast broadcast) {
    return gateway.broadcast(broadcast);
  }

  @PostMapping(ServerPaths.ONLINE)
  OnlineReply online(@RequestBody OnlineRequest request) {
    return gateway.online(request);
  }

  @PostMapping(ServerPaths.FETCH)
  FetchReply fetch(@RequestBody FetchRequest request) {
    return gateway.fetch(request);
  }

  @PostMapping(ServerPaths.PROBE)
  ProbeReply probe(@RequestBody SessionRef session) {
    return gateway.probe(session);
  }

  @PostMapping(ServerPaths.RELEASE)
  ReleaseReply release(@RequestBody ReleaseRequest request) {
    return gateway.release(request);
  }

  @PostMapping(ServerPaths.DISPLACE)
  DisplaceReply displace(@RequestBody SessionRef session) {
    return gateway.displace(session);
  }
}
