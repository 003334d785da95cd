package io.crossim.route.access;

import io.crossim.common.result.CimException;
import io.crossim.service.clock.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * What a caller shows as a proof that an account is theirs.
 *
 * @param token null for none
 * @param password null for none
 * @param address where they call from
 * @param limit when they have to have an answer
 * @throws CimException for a password that no account can have
 */
public record Proof(
    @Nullable String token, @Nullable String password, String address, Deadline limit) {

  public Proof {
    Passwords.checkWhole("password", password);
  }

  /** Leaves the secrets out. */
  @Override
  public String toString() {
    return "Proof[address=" + address + "]";
  }
}
