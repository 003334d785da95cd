package io.crossim.persistence.account;

import org.jspecify.annotations.Nullable;

/**
 * A registered user.
 *
 * @param credential null for an account without a password
 */
public record StoredAccount(long userId, String userName, @Nullable Credential credential) {

  /** One without a password. */
  public StoredAccount(long userId, String userName) {
    this(userId, userName, null);
  }
}
