package io.crossim.route.web;

import io.crossim.route.access.Access;
import io.crossim.route.access.Proof;
import io.crossim.route.api.RoutePaths;
import io.crossim.service.front.CallRequest;
import io.crossim.service.limits.ClientAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param token that he shows; null for none
 * @param isV3 whether he announced protocol 3
 */
record Caller(ClientAddress address, @Nullable String token, boolean isV3) {

  static Caller of(CallRequest http) {
    return new Caller(
        http.clientAddress(),
        Access.token(http.header("Authorization")),
        "3".equals(http.header(RoutePaths.PROTO_HEADER)));
  }

  Proof proof(@Nullable String password) {
    return new Proof(token, password, network());
  }

  /** Where he calls from, as far as one caller is told from another. */
  String network() {
    return address.network().getHostAddress();
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "Caller[" + address + "]";
  }
}
