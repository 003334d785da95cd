package io.crossim.persistence.account;

import io.crossim.common.result.UnavailableException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The registered users. Any thread may call; calls block. They throw {@link UnavailableException}
 * when the store is away or does not answer in time.
 */
public interface AccountStore extends AutoCloseable {

  /**
   * Registers a name, or finds the account that has it. Atomic: one name is one account, however
   * many registrations of it come at once and wherever. Ids are unique, above 0, below 2^53, and
   * come from {@code max(last + 1, store's time in ms)}. Names are compared to the letter.
   *
   * <p>Whether a new account has a password is settled when it comes into being, in the same step:
   * who registers a name that exists changes nothing.
   *
   * @param userName a checked name
   * @param passwordHash of a new account; null for one without a password
   * @return the account as it stands then; the caller compares its credential with what they gave
   */
  StoredAccount register(String userName, @Nullable String passwordHash);

  /** Registers a name without a password. */
  default StoredAccount register(String userName) {
    return register(userName, null);
  }

  Optional<StoredAccount> find(long userId);

  /** Finds the account that has a name, compared to the letter. It registers nothing. */
  Optional<StoredAccount> find(String userName);

  /**
   * Gives an account with a password another one, and its credential the next version.
   *
   * @param version of the credential that is replaced
   * @return false, and nothing is changed, when its credential is another one by now
   */
  boolean changePassword(long userId, long version, String passwordHash);

  /**
   * Gives an account without a password one, with a credential of version 1.
   *
   * @return false, and nothing is changed, when there is no such account, or when it has a password
   */
  boolean givePassword(long userId, String passwordHash);

  /**
   * Gives the credential of an account the next version, so that what was proved before is void.
   *
   * @return false when there is no such account with a password
   */
  boolean revoke(long userId);

  /**
   * Why the store cannot be written at present, in a sentence for those who run it; empty when it
   * knows of no reason. Any thread; never blocks.
   */
  default Optional<String> trouble() {
    return Optional.empty();
  }

  @Override
  void close();
}
