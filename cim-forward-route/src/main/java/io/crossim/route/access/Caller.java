package io.crossim.route.access;

import io.crossim.route.api.RoutePaths;
import io.crossim.service.call.CallRequest;
import io.crossim.service.clock.Deadline;
import io.crossim.service.limits.ClientAddress;
import org.jspecify.annotations.Nullable;

/**
 * The caller of an HTTP call.
 *
 * @param token that they show; null for none
 * @param isV3 whether they announced protocol 3
 */
public record Caller(ClientAddress address, @Nullable String token, boolean isV3) {

  public static Caller of(CallRequest http) {
    return new Caller(
        http.clientAddress(),
        Access.token(http.header("Authorization")),
        "3".equals(http.header(RoutePaths.PROTO_HEADER)));
  }

  /** What they show for an account. An address counts as far as one caller is told from another. */
  public Proof proof(@Nullable String password, Deadline limit) {
    return new Proof(token, password, address.network().getHostAddress(), limit);
  }

  /** Leaves the token out. */
  @Override
  public String toString() {
    return "Caller[" + address + "]";
  }
}
