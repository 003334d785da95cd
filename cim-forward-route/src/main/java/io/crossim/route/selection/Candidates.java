package io.crossim.route.selection;

import com.google.common.base.Suppliers;
import io.crossim.metastore.ServerNode;
import java.util.List;
import java.util.function.Supplier;

/** The servers that a login may get, sorted by name, with the ring over them. Immutable. */
public final class Candidates {

  public static final Candidates NONE = new Candidates(List.of());

  private final List<ServerNode> servers;
  private final HashRing ring;

  /** Those that take WebSocket; made when somebody asks, because a ring takes a while. */
  private final Supplier<Candidates> webSockets;

  public Candidates(List<ServerNode> servers) {
    this.servers = List.copyOf(servers);
    this.ring = new HashRing(servers.stream().map(ServerNode::name).toList());
    this.webSockets =
        Suppliers.memoize(
            () ->
                new Candidates(servers.stream().filter(server -> server.wsUrl() != null).toList()));
  }

  public List<ServerNode> servers() {
    return servers;
  }

  /** Those that take WebSocket: all, unless some are of a version that does not. */
  public Candidates takingWebSocket() {
    return servers.stream().allMatch(server -> server.wsUrl() != null) ? this : webSockets.get();
  }

  HashRing ring() {
    return ring;
  }
}
