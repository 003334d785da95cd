package io.crossim.route.group;

import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.access.Access;
import io.crossim.route.access.Caller;
import io.crossim.route.account.Accounts;
import io.crossim.route.conversation.Conversations;
import io.crossim.service.web.Checks;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Finds out as whom a caller acts, and whether they may. Never blocks. */
@RequiredArgsConstructor
final class Actors {

  private final Access access;
  private final Accounts accounts;

  /** Asks the account store, which blocks. */
  private final Executor executor;

  /**
   * The user of a call. An operator may act as anybody.
   *
   * @return fails with the {@link io.crossim.common.result.CimException} of {@link Access#actor}
   *     when the caller may not act as them; a wrong id is thrown at once
   */
  CompletableFuture<StoredAccount> user(@Nullable Long userId, Caller caller) {
    long id = Checks.userId("userId", userId);
    return caller.isOperator()
        ? registered("userId", id)
        : access.actorLater("userId", id, caller.token(), executor);
  }

  /**
   * The account of a user whom a call is about.
   *
   * @return fails with the {@link io.crossim.common.result.CimException} of {@link
   *     Accounts#require} when there is none
   */
  CompletableFuture<StoredAccount> registered(String field, long id) {
    return CompletableFuture.supplyAsync(
        () -> accounts.require(field, id), accounts.remembers(id) ? Runnable::run : executor);
  }

  /**
   * The user of a call, or the system, as which operators and callers with a push key act when they
   * name no user.
   *
   * @return fails as {@link #user}
   */
  CompletableFuture<StoredAccount> userOrSystem(@Nullable Long userId, Caller caller) {
    boolean isSystem =
        (userId == null || userId == 0)
            && (caller.isOperator() || access.system(caller.token()) != null);
    return isSystem
        ? CompletableFuture.completedFuture(Conversations.SYSTEM)
        : user(userId, caller);
  }
}
