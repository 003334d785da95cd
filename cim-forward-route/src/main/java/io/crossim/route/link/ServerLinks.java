package io.crossim.route.link;

import io.crossim.metastore.ServerNode;
import io.crossim.route.selection.Candidates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lombok.extern.slf4j.Slf4j;

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

  private final Supplier<String> storeEpoch;
  private final ScheduledExecutorService timer;
  private final List<ScheduledFuture<?>> ticks = new ArrayList<>(1);

  private final KnownLinks links;
  private volatile Candidates candidates = Candidates.NONE;
  private volatile Consumer<ServerLink> onAnswer = link -> {};

  /**
   * @param storeEpoch the session store's epoch, empty while it is not known; must not block
   * @param executor sets calls off; they do not block it
   * @param timer times the pings
   */
  public ServerLinks(
      GatewayClientFactory gateways,
      Supplier<String> storeEpoch,
      Executor executor,
      ScheduledExecutorService timer) {
    this.links = new KnownLinks(gateways, executor);
    this.storeEpoch = storeEpoch;
    this.timer = timer;
  }

  public synchronized void start() {
    ticks.add(
        timer.scheduleAtFixedRate(
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
    List<ServerLink> fresh;
    synchronized (this) {
      fresh = links.listed(nodes);
      refresh();
    }
    fresh.forEach(this::ping);
  }

  /** How many servers there are, those that do not answer at present among them. */
  int count() {
    return links.all().size();
  }

  /** The links whose servers live. */
  public List<ServerLink> live() {
    return links.all().stream().filter(ServerLink::isAlive).toList();
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
    ServerLink link = links.find(server, incarnation);
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

  /** The servers that a login may get. Who asks before the first pings are answered waits. */
  public CompletableFuture<Candidates> candidates() {
    if (candidates.servers().isEmpty()) {
      CompletableFuture<?>[] pings =
          links.all().stream()
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
      links.all().forEach(this::ping);
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
    links.forgetTheGone();
    refresh();
  }

  /** Makes a new snapshot, and with it a new ring, only when the servers are other ones. */
  private synchronized void refresh() {
    List<ServerNode> now = links.listed().stream().filter(this::takesLogins).toList();
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
