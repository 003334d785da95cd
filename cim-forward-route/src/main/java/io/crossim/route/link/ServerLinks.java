package io.crossim.route.link;

import io.crossim.metastore.ServerNode;
import io.crossim.route.selection.Candidates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * All lines of this route. A server joins when discovery lists it, gets new logins while discovery
 * lists it, its line is alive and it does not say that it leaves, and is forgotten when it is
 * neither listed nor alive: trouble of the discovery alone takes no session away.
 */
@Slf4j
public final class ServerLinks implements AutoCloseable {

  /** The incarnation of the stand-in of a warm-up, of which the log tells nothing. */
  public static final String WARMUP = "warmup";

  private static final long PING_EVERY_MS = 1_000;

  private final GatewayClientFactory gateways;
  private final Supplier<String> storeEpoch;
  private final Executor executor;
  private final ScheduledExecutorService clock;
  private final List<ScheduledFuture<?>> ticks = new ArrayList<>(1);

  private volatile Map<String, ServerLink> links = Map.of();
  private volatile List<ServerNode> listed = List.of();
  private volatile Candidates candidates = Candidates.NONE;
  private volatile Consumer<ServerLink> onAnswer = link -> {};

  /**
   * @param storeEpoch the session store's epoch, empty while it is not known; must not block
   * @param executor sets calls off; they do not block it
   * @param clock times the pings
   */
  public ServerLinks(
      GatewayClientFactory gateways,
      Supplier<String> storeEpoch,
      Executor executor,
      ScheduledExecutorService clock) {
    this.gateways = gateways;
    this.storeEpoch = storeEpoch;
    this.executor = executor;
    this.clock = clock;
  }

  public synchronized void start() {
    ticks.add(
        clock.scheduleAtFixedRate(
            this::pingAll, PING_EVERY_MS, PING_EVERY_MS, TimeUnit.MILLISECONDS));
  }

  /**
   * Has somebody told of each answered ping. It is called once, before {@link #start}.
   *
   * @param listener must not block
   */
  public void onAnswer(Consumer<ServerLink> listener) {
    onAnswer = listener;
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
    fresh.forEach(this::ping);
  }

  /** How many servers there are, those that do not answer at present among them. */
  int count() {
    return links.size();
  }

  /** The links whose servers live. */
  public List<ServerLink> live() {
    return links.values().stream().filter(ServerLink::isAlive).toList();
  }

  /** The link to this very process of a server, if it lives. Waits for its first ping. */
  public CompletableFuture<Optional<ServerLink>> live(String server, String incarnation) {
    Optional<ServerLink> link = reachable(server, incarnation);
    return link.isPresent() && link.get().isUnknown()
        ? ping(link.get()).thenApply(answered -> link.filter(ServerLink::isAlive))
        : CompletableFuture.completedFuture(link);
  }

  /**
   * The link to this very process of a server, for callers that would rather try than wait: one
   * that was not pinged yet counts, and may turn out to be another process.
   */
  public Optional<ServerLink> reachable(String server, String incarnation) {
    ServerLink link = links.get(server);
    if (link == null && listed.isEmpty()) {
      link = unlisted(server, incarnation);
    }
    return link == null || link.isDead() || !link.node().incarnation().equals(incarnation)
        ? Optional.empty()
        : Optional.of(link);
  }

  /**
   * Whether another process is known at the address of this one, which is then gone for good: two
   * cannot have one port.
   */
  public boolean isReplaced(String server, String incarnation) {
    ServerLink link = links.get(server);
    return link != null && !link.node().incarnation().equals(incarnation);
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

  /** The servers that a login may get. Who asks before the first pings are answered waits. */
  public CompletableFuture<Candidates> candidates() {
    if (candidates.servers().isEmpty()) {
      CompletableFuture<?>[] pings =
          links.values().stream()
              .filter(ServerLink::isUnknown)
              .map(this::ping)
              .toArray(CompletableFuture<?>[]::new);
      return CompletableFuture.allOf(pings).thenApply(all -> candidates);
    }
    if (!candidates.servers().stream().allMatch(this::takesLogins)) {
      refresh(); // a refused call has shown a death before the next ping did
    }
    return CompletableFuture.completedFuture(candidates);
  }

  private void pingAll() {
    try {
      forgetTheGone();
      links.values().forEach(this::ping);
    } catch (RuntimeException | Error e) { // a scheduled task that throws is never run again
      log.warn("pinging the cim-servers failed: {}", e.toString());
    }
  }

  private CompletableFuture<Void> ping(ServerLink link) {
    boolean before = link.takesLogins();
    return link.ping(storeEpoch.get())
        .thenRun(
            () -> {
              if (before != link.takesLogins()) {
                refresh();
              }
              if (link.isAlive()) {
                onAnswer.accept(link);
              }
            });
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
    List<ServerNode> now = listed.stream().filter(this::takesLogins).toList();
    if (!now.equals(candidates.servers())) {
      candidates = new Candidates(now);
    }
  }

  /** How many clients a server could ask to move, as it said last. */
  public int clientsOf(ServerNode node) {
    ServerLink link = links.get(node.name());
    return link == null ? 0 : link.clients();
  }

  private boolean takesLogins(ServerNode node) {
    ServerLink link = links.get(node.name());
    return link != null && link.takesLogins() && link.node().equals(node);
  }

  @Override
  public synchronized void close() {
    ticks.forEach(tick -> tick.cancel(false));
  }
}
