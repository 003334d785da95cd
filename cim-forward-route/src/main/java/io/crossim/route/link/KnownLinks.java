package io.crossim.route.link;

import io.crossim.metastore.ServerNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** The line to each server that this route knows, by the server's name. Any thread. */
@RequiredArgsConstructor
final class KnownLinks {

  private final GatewayClientFactory gateways;
  private final Executor executor;

  private volatile Map<String, ServerLink> links = Map.of();
  private volatile List<ServerNode> listed = List.of();

  /**
   * Takes over what discovery lists now.
   *
   * @return the lines that are new
   */
  synchronized List<ServerLink> listed(List<ServerNode> nodes) {
    listed = List.copyOf(nodes);
    List<ServerLink> fresh = new ArrayList<>();
    Map<String, ServerLink> next = new HashMap<>(links);
    for (ServerNode node : nodes) {
      ServerLink link = next.get(node.name());
      if (link == null || !link.node().equals(node)) {
        ServerLink opened = open(node);
        next.put(node.name(), opened);
        fresh.add(opened);
      }
    }
    links = Map.copyOf(next);
    return fresh;
  }

  /** What discovery listed last. */
  List<ServerNode> listed() {
    return listed;
  }

  Collection<ServerLink> all() {
    return links.values();
  }

  @Nullable ServerLink get(String server) {
    return links.get(server);
  }

  /**
   * The line to a server of a session. While discovery tells of no server at all, as when this
   * route started without it, the session's own address is better than taking its server for dead.
   */
  @Nullable ServerLink find(String server, String incarnation) {
    ServerLink link = links.get(server);
    return link == null && listed.isEmpty() ? unlisted(server, incarnation) : link;
  }

  private synchronized @Nullable ServerLink unlisted(String server, String incarnation) {
    ServerLink known = links.get(server);
    if (known != null) {
      return known;
    }
    String[] parts = server.split(":", -1);
    ServerNode node;
    try {
      node =
          new ServerNode(
              parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), incarnation);
    } catch (RuntimeException e) { // not a name of ours
      return null;
    }
    ServerLink opened = open(node);
    Map<String, ServerLink> next = new HashMap<>(links);
    next.put(server, opened);
    links = Map.copyOf(next);
    return opened;
  }

  private ServerLink open(ServerNode node) {
    return new ServerLink(node, gateways.open(node), executor);
  }

  /** Forgets servers that are neither listed nor alive. */
  synchronized void forgetTheGone() {
    Map<String, ServerLink> next = new HashMap<>(links);
    if (next.values().removeIf(link -> !link.isAlive() && !listed.contains(link.node()))) {
      links = Map.copyOf(next);
    }
  }
}
