package io.crossim.route.link;

import io.crossim.metastore.ServerNode;
import io.crossim.route.selection.Candidates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * All lines of this route. A server joins when discovery lists it, gets new logins while discovery
 * lists it and its line is alive, and is forgotten when neither holds any more: trouble of the
 * discovery alone takes no session away.
 */
@Slf4j
public final class ServerLinks implements AutoCloseable {

  private static final long PING_EVERY_MS = 1_000;

  private final Gateways gateways;
  private final Supplier<String> storeEpoch;
  private final ExecutorService executor;
  private final ScheduledExecutorService clock;

  private volatile Map<String, ServerLink> links = Map.of();
  private volatile List<ServerNode> listed = List.of();
  private volatile Candidates candidates = Candidates.NONE;

  /**
   * @param storeEpoch the session store's epoch, empty while it is not known; must not block
   * @param executor runs the calls to the servers, which block
   */
  public ServerLinks(Gateways gateways, Supplier<String> storeEpoch, ExecutorService executor) {
    this.gateways = gateways;
    this.storeEpoch = storeEpoch;
    this.executor = executor;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "server-pings");
              thread.setDaemon(true);
              return thread;
            });
  }

  public void start() {
    clock.scheduleAtFixedRate(this::pingAll, PING_EVERY_MS, PING_EVERY_MS, TimeUnit.MILLISECONDS);
  }

  /** Takes over what discovery lists now. */
  public void listed(List<ServerNode> nodes) {
    List<ServerLink> fresh = new ArrayList<>();
    synchronized (this) {
      listed = List.copyOf(nodes);
      Map<String, ServerLink> next = new HashMap<>(links);
      for (ServerNode node : nodes) {
        ServerLink link = next.get(node.name());
        if (link == null || !link.node().equals(node)) {
          ServerLink opened = new ServerLink(node, gateways.open(node), executor);
          next.put(node.name(), opened);
          fresh.add(opened);
        }
      }
      links = Map.copyOf(next);
      refresh();
    }
    fresh.forEach(link -> executor.execute(() -> ping(link)));
  }

  /** The links whose servers live. */
  public List<ServerLink> live() {
    return links.values().stream().filter(ServerLink::isAlive).toList();
  }

  /** The link to this very process of a server, if it lives. */
  public Optional<ServerLink> live(String server, String incarnation) {
    ServerLink link = links.get(server);
    if (link == null && listed.isEmpty()) {
      link = unlisted(server, incarnation);
    }
    if (link == null || !link.node().incarnation().equals(incarnation)) {
      return Optional.empty();
    }
    if (link.isUnknown()) {
      ping(link);
    }
    return link.isAlive() ? Optional.of(link) : Optional.empty();
  }

  /**
   * While discovery tells of no server at all, as when this route started without it, a session's
   * own address is better than taking its server for dead.
   */
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
    ServerLink opened = new ServerLink(node, gateways.open(node), executor);
    Map<String, ServerLink> next = new HashMap<>(links);
    next.put(server, opened);
    links = Map.copyOf(next);
    return opened;
  }

  /**
   * The servers that a login may get. Who asks before the first ping was answered pings himself.
   */
  public Candidates candidates() {
    if (candidates.servers().isEmpty()) {
      links.values().stream().filter(ServerLink::isUnknown).forEach(this::ping);
    } else if (!candidates.servers().stream().allMatch(this::isAlive)) {
      refresh(); // a refused call has shown a death before the next ping did
    }
    return candidates;
  }

  private void pingAll() {
    try {
      forgetTheGone();
      links.values().forEach(link -> executor.execute(() -> ping(link)));
    } catch (RuntimeException e) { // a scheduled task that throws is never run again
      log.warn("pinging the cim-servers failed: {}", e.toString());
    }
  }

  private void ping(ServerLink link) {
    boolean before = link.isAlive();
    link.ping(storeEpoch.get());
    if (before != link.isAlive()) {
      refresh();
    }
  }

  private synchronized void forgetTheGone() {
    Map<String, ServerLink> next = new HashMap<>(links);
    boolean changed =
        next.values().removeIf(link -> !link.isAlive() && !listed.contains(link.node()));
    if (changed) {
      links = Map.copyOf(next);
    }
    refresh();
  }

  /** Makes a new snapshot, and with it a new ring, only when the servers are other ones. */
  private synchronized void refresh() {
    List<ServerNode> now = listed.stream().filter(this::isAlive).toList();
    if (!now.equals(candidates.servers())) {
      candidates = new Candidates(now);
    }
  }

  private boolean isAlive(ServerNode node) {
    ServerLink link = links.get(node.name());
    return link != null && link.isAlive() && link.node().equals(node);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
