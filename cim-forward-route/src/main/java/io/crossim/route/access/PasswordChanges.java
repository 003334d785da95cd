package io.crossim.route.access;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.Credential;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.account.Accounts;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Gives accounts other passwords, or their first ones. Never blocks. */
@RequiredArgsConstructor
public final class PasswordChanges {

  private static final String NO_PASSWORD_SO_FAR =
      "password: nothing (expected: the present password)";

  private final Accounts accounts;
  private final Access access;
  private final PasswordComparison comparison;

  /** Asks the store, which blocks. */
  private final Executor executor;

  /**
   * Gives an account another password, when the caller shows the one so far. What was given for
   * that one is void. An account that has none gets its first one from everybody, where there may
   * be such accounts: they may act as it anyway.
   */
  public CompletableFuture<Void> change(long userId, @Nullable String newPassword, Proof proof) {
    String next = Passwords.check("newPassword", newPassword);
    if (proof.password() == null && !access.isOpen()) {
      throw PasswordComparison.wrong(NO_PASSWORD_SO_FAR);
    }
    return reload(userId).thenCompose(account -> change(account, next, proof));
  }

  /** Gives an account a password for an operator, who has shown that they may. */
  public CompletableFuture<Void> reset(long userId, @Nullable String newPassword, Proof proof) {
    String next = Passwords.check("newPassword", newPassword);
    return reload(userId).thenCompose(account -> set(account, next, proof, () -> {}));
  }

  private CompletableFuture<StoredAccount> reload(long userId) {
    return CompletableFuture.supplyAsync(() -> accounts.reload("userId", userId), executor);
  }

  private CompletableFuture<Void> change(StoredAccount account, String next, Proof proof) {
    Credential credential = account.credential();
    String password = proof.password();
    if (credential == null) {
      if (password != null) {
        throw PasswordCheck.noPassword(account.userId());
      }
      return set(account, next, proof, () -> {});
    }
    if (password == null) {
      throw PasswordComparison.wrong(NO_PASSWORD_SO_FAR);
    }
    comparison.checkThrottle(account, proof);
    return set(
        account, next, proof, () -> comparison.requireRight(account, credential, password, proof));
  }

  /**
   * @param allowed throws when the caller may not
   */
  private CompletableFuture<Void> set(
      StoredAccount account, String next, Proof proof, Runnable allowed) {
    return comparison
        .hash(next, proof, allowed)
        .thenAcceptAsync(hash -> replace(account, hash), executor);
  }

  private void replace(StoredAccount account, String hash) {
    if (!accounts.setPassword(account, hash)) {
      throw new CimException(
          ResultCode.FAILURE,
          "the password was changed by another call at the same time; retry with the present one");
    }
  }
}
