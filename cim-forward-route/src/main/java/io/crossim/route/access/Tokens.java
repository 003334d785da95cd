package io.crossim.route.access;

import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.api.Token;
import io.crossim.service.web.UnauthorizedException;
import java.time.Instant;

/**
 * Issues tokens to those who have shown the password of an account, and reads them again. What one
 * route issues, all routes read. Any thread; never blocks.
 */
public interface Tokens {

  /** A token for somebody who has shown the password of an account. */
  Token issue(StoredAccount account);

  /**
   * Reads a token.
   *
   * @throws UnauthorizedException for one that was not issued here, and for one that has expired
   */
  Claims read(String token);

  /**
   * What a token says.
   *
   * @param version of the credential that was shown for it
   */
  record Claims(long userId, long version, Instant expires) {}
}
