package io.crossim.service.limits;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** How many connections one address may have open at a time. Any thread; never blocks. */
public final class ConnectionBound {

  private final String property;
  private final int most;
  private final boolean exemptLoopback;
  private final Refusals refusals;
  private final ConcurrentMap<InetAddress, Integer> open = new ConcurrentHashMap<>();

  /**
   * @param property that sets it, for the log
   * @param most 0 for no bound
   */
  public ConnectionBound(String property, int most, LimitsProperties limits, Refusals refusals) {
    this.property = property;
    this.most = most;
    this.exemptLoopback = limits.exemptLoopback();
    this.refusals = refusals;
    refusals.declare(property);
  }

  /** Whether a new connection may stay; if so it counts until it is closed. */
  public boolean admit(Channel channel, ClientAddress from) {
    if (isFree(from)) {
      return true;
    }
    InetAddress network = from.network();
    if (!enter(network, from)) {
      return false;
    }
    channel.closeFuture().addListener(closed -> leave(network));
    return true;
  }

  /**
   * Counts a new connection that may go on as something else, which then counts elsewhere.
   *
   * @return ends that it counts, at the latest when it is closed; null when it may not stay
   */
  public @Nullable Runnable admitForNow(Channel channel, ClientAddress from) {
    if (isFree(from)) {
      return () -> {};
    }
    InetAddress network = from.network();
    if (!enter(network, from)) {
      return null;
    }
    AtomicBoolean counts = new AtomicBoolean(true);
    Runnable end =
        () -> {
          if (counts.getAndSet(false)) {
            leave(network);
          }
        };
    channel.closeFuture().addListener(closed -> end.run());
    return end;
  }

  private boolean isFree(ClientAddress from) {
    return most == 0 || (exemptLoopback && from.isLocal());
  }

  private boolean enter(InetAddress network, ClientAddress from) {
    if (open.merge(network, 1, Integer::sum) > most) {
      leave(network);
      refusals.count(property, 1, from);
      return false;
    }
    return true;
  }

  private void leave(InetAddress network) {
    open.computeIfPresent(network, (key, count) -> count == 1 ? null : count - 1);
  }

  /** How many addresses have connections that count. */
  int addresses() {
    return open.size();
  }
}
