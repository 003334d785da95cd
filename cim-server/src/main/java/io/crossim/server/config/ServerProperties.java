package io.crossim.server.config;

import io.crossim.common.result.CimException;
import io.crossim.service.discovery.AdvertisedHost;
import io.crossim.service.discovery.AdvertisedPort;
import io.crossim.service.limits.TrustedProxies;
import io.crossim.service.start.TimeSetting;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The TCP side of the server.
 *
 * @param port that clients connect to; 0 for any free port
 * @param advertisedHost the address that clients and routes can reach; without one the first that
 *     is no loopback address
 * @param advertisedClientHost the address that clients are told instead, where they reach this
 *     server under another one than routes do
 * @param advertisedPort the port that clients are told to connect to; 0 for the one that is open
 * @param advertisedHttpPort the port that routes are told to call; 0 for the one that is open
 * @param maxFrame the largest frame that a client may send, or that {@code /sendMsg} makes
 * @param maxPending the most that waits for one client, who is cut off when it is more
 * @param maxFrameMessages the most messages in one frame of a client
 * @param maxConnectionsPerAddress the most connections of one address; 0 for no bound
 * @param maxUnauthenticated the most connections on which no login was accepted yet; 0 for no bound
 * @param loginTimeout how long a login may take, until a route has accepted it
 * @param drainTime in which v3 clients move to other servers before this one ends; 0: they do not
 * @param rebalancePerSecond how many v3 clients move to a server that joined; 0: none
 * @param rebalanceAfter how long the list of servers must be the same before they do
 * @param proxyProtocol whether connections of {@code cim.http.trusted-proxies} begin with a header
 *     that names the client
 * @param wsUrl where clients are told to open a WebSocket: a URL, or a path for one that is
 *     relative to the URL of the route, or {@code none}; without one at the port of this server
 */
@ConfigurationProperties("cim.server")
public record ServerProperties(
    @DefaultValue("11211") int port,
    @Nullable String advertisedHost,
    @Nullable String advertisedClientHost,
    @DefaultValue("0") int advertisedPort,
    @DefaultValue("0") int advertisedHttpPort,
    @DefaultValue("256KB") DataSize maxFrame,
    @DefaultValue("1MB") DataSize maxPending,
    @DefaultValue("1000") int maxFrameMessages,
    @DefaultValue("10000") int maxConnectionsPerAddress,
    @DefaultValue("5000") int maxUnauthenticated,
    @DefaultValue("10s") Duration loginTimeout,
    @DefaultValue("10s") Duration drainTime,
    @DefaultValue("50") int rebalancePerSecond,
    @DefaultValue("30s") Duration rebalanceAfter,
    @DefaultValue("false") boolean proxyProtocol,
    @Nullable String wsUrl) {

  static final String CONNECTIONS = "cim.server.max-connections-per-address";

  private static final DataSize LEAST = DataSize.ofKilobytes(1);
  private static final int MOST_OF_ANYTHING = 10_000_000;
  private static final DataSize MOST = DataSize.ofMegabytes(64);

  public ServerProperties {
    AdvertisedPort.check("cim.server.port", port);
    AdvertisedHost.check("cim.server.advertised-host", advertisedHost);
    AdvertisedHost.check("cim.server.advertised-client-host", advertisedClientHost);
    AdvertisedPort.check("cim.server.advertised-port", advertisedPort);
    AdvertisedPort.check("cim.server.advertised-http-port", advertisedHttpPort);
    check("cim.server.max-frame", maxFrame);
    check("cim.server.max-pending", maxPending);
    check("cim.server.max-frame-messages", maxFrameMessages, 1);
    check(CONNECTIONS, maxConnectionsPerAddress, 0);
    check("cim.server.max-unauthenticated", maxUnauthenticated, 0);
    TimeSetting.check("cim.server.login-timeout", loginTimeout);
    TimeSetting.checkOrZero("cim.server.drain-time", drainTime);
    check("cim.server.rebalance-per-second", rebalancePerSecond, 0);
    TimeSetting.check("cim.server.rebalance-after", rebalanceAfter);
    wsUrl = wsUrl == null || wsUrl.isBlank() ? null : wsUrl.strip();
    WsUrl.check(wsUrl);
  }

  /** What clients are told of a server that routes call under this host. */
  String clientHost(String host) {
    return advertisedClientHost == null ? host : advertisedClientHost.strip();
  }

  /** The proxies whose word counts about whom a connection comes from. */
  TrustedProxies proxies(List<String> trusted) {
    if (proxyProtocol && trusted.isEmpty()) {
      throw CimException.invalid(
          "cim.server.proxy-protocol", true, "cim.http.trusted-proxies beside it");
    }
    return proxyProtocol ? TrustedProxies.of(trusted) : TrustedProxies.NONE;
  }

  private static void check(String property, int value, int least) {
    if (value < least || value > MOST_OF_ANYTHING) {
      throw CimException.invalid(property, value, least + "-" + MOST_OF_ANYTHING);
    }
  }

  private static void check(String property, DataSize size) {
    if (size.compareTo(LEAST) < 0 || size.compareTo(MOST) > 0) {
      throw CimException.invalid(property, size, "a size from 1KB to 64MB");
    }
  }
}
