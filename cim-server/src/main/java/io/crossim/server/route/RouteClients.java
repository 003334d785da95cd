package io.crossim.server.route;

import io.crossim.metastore.RouteNode;
import io.crossim.metastore.Watched;
import io.crossim.route.api.RoutePeer;
import io.crossim.service.peer.PeerClients;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A client for each route in discovery, made anew when the list changes. */
public final class RouteClients implements Supplier<List<RoutePeer>> {

  private final PeerClients peers;
  private final Duration callWithin;
  private volatile List<RoutePeer> clients = List.of();

  public RouteClients(Watched<RouteNode> routes, PeerClients peers, Duration callWithin) {
    this.peers = peers;
    this.callWithin = callWithin;
    routes.onChange(nodes -> clients = nodes.stream().map(this::client).toList());
  }

  @Override
  public List<RoutePeer> get() {
    return clients;
  }

  private RoutePeer client(RouteNode node) {
    return new RoutePeer(peers.open(node.host(), node.httpPort(), callWithin));
  }
}
