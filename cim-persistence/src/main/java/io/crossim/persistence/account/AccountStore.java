package io.crossim.persistence.account;

import io.crossim.common.result.UnavailableException;
import java.util.Optional;

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
   * @param userName a checked name
   */
  StoredAccount register(String userName);

  Optional<StoredAccount> find(long userId);

  @Override
  void close();
}
