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
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServerAddress(
    String ip,
    int cimServerPort,
    int httpPort,
    @Nullable String token,
    @Nullable Long tokenSeconds) {

  public ServerAddress(String ip, int cimServerPort, int httpPort) {
    this(ip, cimServerPort, httpPort, /* token= */ null, /* tokenSeconds= */ null);
  }

  /** Leaves the token out. */
  @Override
  public String toString() {
    return ip + ":" + cimServerPort + ":" + httpPort;
  }
}
