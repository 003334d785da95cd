package io.crossim.server;

import io.crossim.server.gateway.GatewayBounds;
import io.crossim.server.gateway.UnauthenticatedBound;
import io.crossim.server.gateway.WebBounds;
import io.crossim.service.call.WebOrigins;
import io.crossim.service.limits.ConnectionBound;
import io.crossim.service.limits.LimitsProperties;
import io.crossim.service.limits.Refusals;
import io.crossim.service.limits.TrafficLimits;
import io.crossim.service.limits.TrustedProxies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.ScheduledExecutorService;

/** What a gateway of a test allows. */
public final class TestBounds {

  public static final int MAX_MESSAGES = 250;

  private TestBounds() {}

  /** Everything. */
  public static GatewayBounds none(ScheduledExecutorService timer) {
    return of(0, 0, 0, new Refusals(timer, new SimpleMeterRegistry()));
  }

  /**
   * The same for connections from this machine.
   *
   * @param sendsPerSecond of one user
   */
  public static GatewayBounds of(
      int connectionsPerAddress, int unauthenticated, int sendsPerSecond, Refusals refusals) {
    return of(
        connectionsPerAddress, unauthenticated, sendsPerSecond, refusals, TrustedProxies.NONE);
  }

  /**
   * Those of a port behind proxies.
   *
   * @param sendsPerSecond of one user
   */
  public static GatewayBounds of(
      int connectionsPerAddress,
      int unauthenticated,
      int sendsPerSecond,
      Refusals refusals,
      TrustedProxies proxies) {
    return of(
        connectionsPerAddress,
        unauthenticated,
        sendsPerSecond,
        refusals,
        proxies,
        new WebBounds(WebOrigins.OWN, TrustedProxies.NONE, refusals));
  }

  /** Those of a port that pages connect to, behind proxies whose requests name the client. */
  public static GatewayBounds web(
      WebOrigins origins, int connectionsPerAddress, TrustedProxies proxies, Refusals refusals) {
    return of(
        connectionsPerAddress,
        0,
        0,
        refusals,
        TrustedProxies.NONE,
        new WebBounds(origins, proxies, refusals));
  }

  private static GatewayBounds of(
      int connectionsPerAddress,
      int unauthenticated,
      int sendsPerSecond,
      Refusals refusals,
      TrustedProxies proxies,
      WebBounds web) {
    LimitsProperties limits = new LimitsProperties(sendsPerSecond, 0, 0, 0, 0, false);
    return new GatewayBounds(
        new ConnectionBound("connections", connectionsPerAddress, limits, refusals),
        new UnauthenticatedBound(unauthenticated, limits, refusals),
        new TrafficLimits(limits, refusals),
        MAX_MESSAGES,
        proxies,
        web);
  }
}
