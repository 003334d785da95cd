package io.crossim.route.access;

import io.crossim.service.clock.TimeLimit;
import org.jspecify.annotations.Nullable;

/**
 * By what somebody shows that an account is his.
 *
 * @param token null for none
 * @param password null for none
 * @param address where he calls from
 * @param limit when he has to have an answer
 */
public record Proof(
    @Nullable String token, @Nullable String password, String address, TimeLimit limit) {

  /** Without the secrets. */
  @Override
  public String toString() {
    return "Proof[address=" + address + "]";
  }
}
