package io.crossim.route.session;

import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.account.Credential;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.SessionStore.SessionKey;
import io.crossim.route.account.Accounts;
import io.crossim.route.api.Bind;
import io.crossim.route.api.BindResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import lombok.RequiredArgsConstructor;

/**
 * Compares the credentials by which sessions are bound with those that their accounts have now.
 * Never blocks: one task of the executor asks the store for all of a batch.
 *
 * <p>A session is stored first and checked then. What voids a token raises the version of the
 * credential first and looks for sessions then. So of the two one sees the other, and no session
 * outlives the token by which it was bound.
 */
@RequiredArgsConstructor
final class CredentialCheck {

  private static final String REVOKED =
      "Authorization: a token that was revoked (expected: a new token from /login)";

  private final Accounts accounts;
  private final SessionStore store;
  private final ConflictPolicy policy;

  /** Asks the accounts, which blocks. */
  private final Executor executor;

  /** The version of an account's credential; 0 for an account without a password. */
  static long version(StoredAccount account) {
    Credential credential = account.credential();
    return credential == null ? 0 : credential.version();
  }

  /**
   * Those of the logins that may go on; the others are refused.
   *
   * @return fails with an {@link UnavailableException} when the accounts cannot be asked
   */
  CompletableFuture<List<BindWork.Login>> stillGood(BindWork work, List<BindWork.Login> logins) {
    if (logins.isEmpty()) {
      return CompletableFuture.completedFuture(logins);
    }
    return later(() -> outdated(logins, l -> l.claim().userId(), BindWork.Login::version))
        .thenApply(
            outdated -> {
              outdated.forEach(login -> refuse(work, login.index()));
              return logins.stream().filter(login -> !outdated.contains(login)).toList();
            });
  }

  /**
   * Takes away what was bound by a credential that is not the account's any more. A session that
   * was restored is not looked at if it was bound without a password: a store that comes back empty
   * has all of them restored at once.
   *
   * @return fails with an {@link UnavailableException} when the accounts cannot be asked
   */
  CompletableFuture<Void> takeOutdatedAway(BindWork work) {
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < work.size(); place++) {
      if (work.isBound(place) && (!work.isRestore(place) || versionOf(work, place) > 0)) {
        places.add(place);
      }
    }
    if (places.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    return later(
            () -> outdated(places, p -> work.bind(p).getUserId(), place -> versionOf(work, place)))
        .thenCompose(outdated -> takeAway(work, outdated));
  }

  private static long versionOf(BindWork work, int place) {
    return Objects.requireNonNull(work.result(place)).getCredentialVersion();
  }

  private CompletableFuture<Void> takeAway(BindWork work, List<Integer> places) {
    if (places.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    List<SessionKey> keys = new ArrayList<>(places.size());
    for (int place : places) {
      Bind bind = work.bind(place);
      BindResult bound = Objects.requireNonNull(work.result(place));
      keys.add(
          new SessionKey(bind.getUserId(), policy.slot(bind.getDevice()), bound.getGeneration()));
    }
    return store.unbind(keys).thenAccept(done -> places.forEach(place -> refuse(work, place)));
  }

  private static void refuse(BindWork work, int place) {
    work.refuse(place, ResultCode.TOKEN_INVALID, REVOKED);
  }

  private <T> CompletableFuture<List<T>> later(Supplier<List<T>> question) {
    return CompletableFuture.supplyAsync(question, executor);
  }

  /**
   * The items whose accounts have another version now. An account that the store has lost counts as
   * unchanged.
   */
  private <T> List<T> outdated(List<T> all, ToLongFunction<T> user, ToLongFunction<T> version) {
    long now = accounts.now();
    return all.stream()
        .filter(
            one ->
                accounts
                    .find(user.applyAsLong(one), now)
                    .filter(account -> version(account) != version.applyAsLong(one))
                    .isPresent())
        .toList();
  }
}
