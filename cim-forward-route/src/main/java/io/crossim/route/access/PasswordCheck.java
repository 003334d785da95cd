package io.crossim.route.access;

import com.github.benmanes.caffeine.cache.Ticker;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.Credential;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.account.Accounts;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Registers names, and lets those in who show the password of one. Never blocks. */
public final class PasswordCheck {

  private final Accounts accounts;
  private final Access access;
  private final Passwords passwords;
  private final Executor executor;
  private final Guesses guesses = new Guesses(Ticker.systemTicker());

  /**
   * @param executor for what asks the store, which blocks
   */
  public PasswordCheck(Accounts accounts, Access access, Passwords passwords, Executor executor) {
    this.accounts = accounts;
    this.access = access;
    this.passwords = passwords;
    this.executor = executor;
  }

  /**
   * Registers a name. One that exists is answered to whoever shows its password, or to everybody if
   * it has none.
   */
  public CompletableFuture<StoredAccount> register(
      @Nullable String userName, @Nullable String password, String address) {
    if (password == null) {
      access.checkOpen(
          "password: nothing (expected: one, because cim.security.accounts is password)");
      return CompletableFuture.supplyAsync(() -> accounts.register(userName, null), executor)
          .thenApply(account -> known(account, account.credential() == null));
    }
    return passwords
        .hash(Passwords.check("password", password))
        .thenCompose(
            hash ->
                CompletableFuture.supplyAsync(() -> accounts.register(userName, hash), executor)
                    .thenCompose(account -> registered(account, hash, password, address)));
  }

  private CompletionStage<StoredAccount> registered(
      StoredAccount account, String hash, String password, String address) {
    Credential credential = account.credential();
    if (credential == null) {
      throw new CimException(
          ResultCode.ACCOUNT_MISMATCH,
          "userName: taken, by an account without a password (expected: a name that is free)");
    }
    return credential.passwordHash().equals(hash)
        ? CompletableFuture.completedFuture(account)
        : compare(account, credential, password, address);
  }

  private static StoredAccount known(StoredAccount account, boolean isOpen) {
    if (!isOpen) {
      throw wrong("password: nothing (expected: the one of this name)");
    }
    return account;
  }

  /**
   * The account of an id, for who may log in with it: by its password, by a token that was given
   * for it, or by its name alone if it has no password.
   *
   * @param userName that it must have; null for any
   */
  public CompletableFuture<StoredAccount> check(
      long userId, @Nullable String userName, Proof proof) {
    if (accounts.remembers(userId)) {
      return shown(require(userId, userName), proof);
    }
    return CompletableFuture.supplyAsync(() -> require(userId, userName), executor)
        .thenCompose(account -> shown(account, proof));
  }

  private StoredAccount require(long userId, @Nullable String userName) {
    return userName == null
        ? accounts.require("userId", userId)
        : accounts.require(userId, userName);
  }

  private CompletableFuture<StoredAccount> shown(StoredAccount account, Proof proof) {
    Credential credential = account.credential();
    if (credential != null && proof.password() != null) {
      return compare(account, credential, proof.password(), proof.address());
    }
    if (credential != null && proof.token() == null) {
      throw wrong("password: nothing (expected: the one of this account, or a token)");
    }
    return access.actorLater("userId", account.userId(), proof.token(), executor);
  }

  /** The account, if this is its password; whoever had too many wrong ones has to wait. */
  private CompletableFuture<StoredAccount> compare(
      StoredAccount account, Credential credential, String password, String address) {
    guesses.check(account.userId(), address);
    return passwords
        .match(password, credential.passwordHash())
        .thenApply(
            matches -> {
              if (!matches) {
                guesses.wasWrong(account.userId(), address);
                throw wrong("password: wrong (expected: the one of this account)");
              }
              guesses.wasRight(account.userId());
              return account;
            });
  }

  /**
   * Gives an account another password, for who shows the one so far. What was given for that is
   * void.
   */
  public CompletableFuture<Void> change(
      long userId, @Nullable String password, @Nullable String newPassword, String address) {
    String next = Passwords.check("newPassword", newPassword);
    if (password == null) {
      throw wrong("password: nothing (expected: the one so far)");
    }
    return CompletableFuture.supplyAsync(() -> accounts.reload("userId", userId), executor)
        .thenCompose(account -> change(account, password, next, address));
  }

  private CompletableFuture<Void> change(
      StoredAccount account, String password, String next, String address) {
    Credential credential = account.credential();
    if (credential == null) {
      throw noPassword(account.userId());
    }
    return compare(account, credential, password, address)
        .thenCompose(same -> passwords.hash(next))
        .thenAcceptAsync(hash -> replace(account, credential, hash), executor);
  }

  private void replace(StoredAccount account, Credential credential, String hash) {
    if (!accounts.changePassword(account, credential.version(), hash)) {
      throw new CimException(
          ResultCode.FAILURE, "password: changed by another call at the same time");
    }
  }

  /** For what only an account with a password can do. */
  public static CimException noPassword(long userId) {
    return new CimException(
        ResultCode.ACCOUNT_MISMATCH,
        "userId: " + userId + " has no password (expected: an account with one)");
  }

  private static CimException wrong(String message) {
    return new CimException(ResultCode.PASSWORD_WRONG, message);
  }
}
