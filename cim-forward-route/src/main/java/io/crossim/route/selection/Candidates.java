package io.crossim.route.selection;

import io.crossim.metastore.ServerNode;
import java.util.List;

/** The servers that a login may get, sorted by name, with the ring over them. Immutable. */
public final class Candidates {

  public static final Candidates NONE = new Candidates(List.of());

  private final List<ServerNode> servers;
  private final HashRing ring;

  public Candidates(List<ServerNode> servers) {
    this.servers = List.copyOf(servers);
    this.ring = new HashRing(servers.stream().map(ServerNode::name).toList());
  }

  public List<ServerNode> servers() {
    return servers;
  }

  HashRing ring() {
    return ring;
  }
}
