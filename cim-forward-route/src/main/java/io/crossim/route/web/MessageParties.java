package io.crossim.route.web;

import io.crossim.common.result.Await;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.access.Access;
import io.crossim.route.account.Accounts;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Looks up the accounts of the sender and of the receiver of a private message. Never blocks. */
@RequiredArgsConstructor
final class MessageParties {

  /** Of the time that callers wait, for accounts which are not remembered. */
  private static final Duration ACCOUNT_TIME = Duration.ofMillis(1_800);

  private final Accounts accounts;
  private final Access access;
  private final Executor executor;

  /**
   * The sender, when the caller may act as them and the receiver is registered. Only an account
   * that is not remembered costs a thread.
   *
   * @param system the sender, where it is no user
   */
  CompletableFuture<StoredAccount> sender(
      @Nullable StoredAccount system, long senderId, long receiverId, @Nullable String token) {
    boolean isKnown = system != null || access.isSettled(senderId, token);
    if (isKnown && accounts.remembers(receiverId)) {
      return CompletableFuture.completedFuture(both(system, senderId, receiverId, token));
    }
    return CompletableFuture.supplyAsync(() -> both(system, senderId, receiverId, token), executor)
        .orTimeout(ACCOUNT_TIME.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(
            e ->
                CompletableFuture.failedFuture(
                    Await.cause(e) instanceof TimeoutException late
                        ? new UnavailableException("the accounts did not answer in time", late)
                        : Await.cause(e)));
  }

  private StoredAccount both(
      @Nullable StoredAccount system, long senderId, long receiverId, @Nullable String token) {
    StoredAccount sender = system == null ? access.actor("userId", senderId, token) : system;
    accounts.require("receiveUserId", receiverId);
    return sender;
  }
}
