package io.crossim.route.group;

import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.account.Accounts;
import io.crossim.route.api.RefusedUser;
import io.crossim.service.clock.Deadline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** Looks the accounts of many users up. Never blocks; accounts that are remembered cost nothing. */
@Slf4j
@RequiredArgsConstructor
final class KnownUsers {

  private final Accounts accounts;

  /** Asks the account store, which blocks. */
  private final Executor executor;

  /**
   * Users, sorted by whether there are such accounts.
   *
   * @param unknown with code 9100
   */
  record Sorted(List<Long> known, List<RefusedUser> unknown) {}

  /**
   * Tells registered users from ids that nobody has.
   *
   * @return fails with an {@link UnavailableException} when the store does not answer in time
   */
  CompletableFuture<Sorted> sort(List<Long> users, Deadline limit) {
    return CompletableFuture.supplyAsync(() -> sortNow(users, limit), executorFor(users));
  }

  private Sorted sortNow(List<Long> users, Deadline limit) {
    List<Long> known = new ArrayList<>(users.size());
    List<RefusedUser> unknown = new ArrayList<>();
    for (long user : users) {
      if (limit.isOver()) {
        throw new UnavailableException("the accounts did not answer in time; retry later", null);
      } else if (accounts.find(user).isPresent()) {
        known.add(user);
      } else {
        unknown.add(new RefusedUser(user, ResultCode.ACCOUNT_MISMATCH.code()));
      }
    }
    return new Sorted(known, unknown);
  }

  /** The names of users, without those that cannot be found out in time. Never fails. */
  CompletableFuture<Map<Long, String>> names(Collection<Long> users, Deadline limit) {
    return CompletableFuture.supplyAsync(() -> namesNow(users, limit), executorFor(users));
  }

  private Map<Long, String> namesNow(Collection<Long> users, Deadline limit) {
    Map<Long, String> names = new HashMap<>();
    try {
      for (long user : users) {
        if (limit.isOver()) {
          break;
        }
        Optional<StoredAccount> account = accounts.find(user);
        account.ifPresent(found -> names.put(user, found.userName()));
      }
    } catch (UnavailableException e) {
      log.debug("{} of {} users stay without a name", users.size() - names.size(), users.size(), e);
    }
    return names;
  }

  private Executor executorFor(Collection<Long> users) {
    return users.stream().allMatch(accounts::remembers) ? Runnable::run : executor;
  }
}
