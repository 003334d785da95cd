package io.crossim.route.access;

import io.crossim.service.clock.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * What a caller shows as a proof that an account is theirs.
 *
 * @param token null for none
 * @param password null for none
 * @param address where they call from
 * @param limit when they have to have an answer
 */
public record Proof(
    @Nullable String token, @Nullable String password, String address, Deadline limit) {

  /** Leaves the secrets out. */
  @Override
  public String toString() {
    return "Proof[address=" + address + "]";
  }
}
