package io.crossim.route.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The cim-server that a login chose. Both token fields are absent for an account without a password
 * and for callers of protocol 2, who know three fields.
 *
 * @param ip an address or a name that the client can reach
 * @param token to be shown to that server, and with calls on behalf of the user
 * @param tokenSeconds for how long from now
 * @param wsUrl where to open a WebSocket: a URL, or a path that is relative to the URL of the
 *     route; for callers that asked for it
 * @param userId of the account, for callers of protocol 3 that gave its name alone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServerAddress(
    String ip,
    int cimServerPort,
    int httpPort,
    @Nullable String token,
    @Nullable Long tokenSeconds,
    @Nullable String wsUrl,
    @Nullable Long userId) {

  public ServerAddress(String ip, int cimServerPort, int httpPort) {
    this(ip, cimServerPort, httpPort, /* token= */ null, /* tokenSeconds= */ null, null, null);
  }

  /** This server, for a client that reaches it under another host. */
  public ServerAddress at(String host) {
    return new ServerAddress(host, cimServerPort, httpPort, token, tokenSeconds, wsUrl, userId);
  }

  /** Leaves the token out. */
  @Override
  public String toString() {
    return ip + ":" + cimServerPort + ":" + httpPort;
  }
}
