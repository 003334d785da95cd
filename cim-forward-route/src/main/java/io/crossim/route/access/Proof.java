package io.crossim.route.access;

import org.jspecify.annotations.Nullable;

/**
 * By what somebody shows that an account is his.
 *
 * @param token null for none
 * @param password null for none
 * @param address where he calls from
 */
public record Proof(@Nullable String token, @Nullable String password, String address) {

  /** Without the secrets. */
  @Override
  public String toString() {
    return "Proof[address=" + address + "]";
  }
}
