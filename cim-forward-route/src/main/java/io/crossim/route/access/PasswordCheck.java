package io.crossim.route.access;

import com.github.benmanes.caffeine.cache.Ticker;
import io.crossim.common.protocol.UserNames;
import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.Credential;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.account.Accounts;
import io.crossim.service.web.UnauthorizedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Registers names, and lets those in who show the password of one. Never blocks. */
public final class PasswordCheck {

  /** The part of a caller's time that is kept for what follows the hash. */
  private static final Duration AFTERWARDS = Duration.ofMillis(300);

  private static final String NO_PASSWORD_SO_FAR =
      "password: nothing (expected: the present password)";

  private final Accounts accounts;
  private final Access access;
  private final HashingQueue hashingQueue;
  private final Executor executor;
  private final Passwords passwords;
  private final PasswordThrottle throttle;

  /**
   * @param executor for what asks the store, which blocks
   * @param ticker by which those wait who have guessed wrong
   */
  public PasswordCheck(
      Accounts accounts,
      Access access,
      HashingQueue hashingQueue,
      Executor executor,
      Ticker ticker) {
    this.accounts = accounts;
    this.access = access;
    this.hashingQueue = hashingQueue;
    this.executor = executor;
    this.passwords = new Passwords(hashingQueue::learn);
    this.throttle = new PasswordThrottle(ticker);
  }

  /**
   * Registers a name. One that exists is answered to a caller who shows its password, or to
   * everybody if it has none.
   */
  public CompletableFuture<StoredAccount> register(@Nullable String userName, Proof proof) {
    String name = UserNames.checkDecoded(userName);
    if (proof.password() == null) {
      access.checkOpen(
          "password: nothing (expected: a password, because cim.security.accounts is password)");
      return CompletableFuture.supplyAsync(() -> accounts.register(name, null), executor)
          .thenApply(account -> known(account, account.credential() == null));
    }
    String password = Passwords.check("password", proof.password());
    return inTurn(proof, () -> passwords.hash(password))
        .thenCompose(
            hash ->
                CompletableFuture.supplyAsync(() -> accounts.register(name, hash), executor)
                    .thenCompose(account -> registered(account, hash, password, proof)));
  }

  private CompletionStage<StoredAccount> registered(
      StoredAccount account, String hash, String password, Proof proof) {
    Credential credential = account.credential();
    if (credential == null) {
      throw new CimException(
          ResultCode.ACCOUNT_MISMATCH,
          "userName: taken, by an account without a password (expected: a name that is free)");
    }
    if (credential.passwordHash().equals(hash)) {
      throttle.isUsed(account.userId(), proof.address());
      return CompletableFuture.completedFuture(account);
    }
    return compare(account, credential, password, proof);
  }

  private static StoredAccount known(StoredAccount account, boolean isOpen) {
    if (!isOpen) {
      throw wrong("password: nothing (expected: the password of this name)");
    }
    return account;
  }

  /**
   * The account of an id, for who may log in with it: by a token that was given for its password,
   * by the password itself, or by its name alone if it has none.
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

  /**
   * A token that is good saves the hash: clients that all come back at once show the ones that they
   * have. One that is not counts as none where there is a password.
   */
  private CompletableFuture<StoredAccount> shown(StoredAccount account, Proof proof) {
    Credential credential = account.credential();
    String password = proof.password();
    if (credential != null && proof.token() == null) {
      if (password == null) {
        throw wrong("password: nothing (expected: the password of this account, or a token)");
      }
      return compare(account, credential, password, proof);
    }
    CompletableFuture<StoredAccount> byToken =
        access
            .actorLater("userId", account.userId(), proof.token(), executor)
            .whenComplete(
                (owner, failure) -> {
                  if (owner != null && owner.credential() != null) {
                    throttle.isUsed(owner.userId(), proof.address());
                  }
                });
    return credential == null || password == null
        ? byToken
        : byToken.exceptionallyCompose(
            e ->
                Await.cause(e) instanceof UnauthorizedException
                    ? compare(account, credential, password, proof)
                    : CompletableFuture.failedFuture(e));
  }

  /** The account, if this is its password; a caller with too many wrong ones has to wait. */
  private CompletableFuture<StoredAccount> compare(
      StoredAccount account, Credential credential, String password, Proof proof) {
    throttle.check(account.userId(), proof.address());
    return inTurn(
        proof,
        () -> {
          requireRight(account, credential, password, proof.address());
          return account;
        });
  }

  private <T> CompletableFuture<T> inTurn(Proof proof, Supplier<T> work) {
    return hashingQueue.run(proof.address(), proof.limit().before(AFTERWARDS), work);
  }

  /** Looks for wrong ones once more: many may have been shown before the first was looked at. */
  private void requireRight(
      StoredAccount account, Credential credential, String password, String address) {
    throttle.check(account.userId(), address);
    if (!passwords.match(password, credential.passwordHash())) {
      throttle.wasWrong(account.userId(), address);
      throw wrong("password: wrong (expected: the password of this account)");
    }
    throttle.wasRight(account.userId(), address);
  }

  /**
   * Gives an account another password, when the caller shows the one so far. What was given for
   * that one is void. An account that has none gets its first one from everybody, where there may
   * be such accounts: they may act as it anyway.
   */
  public CompletableFuture<Void> change(long userId, @Nullable String newPassword, Proof proof) {
    String next = Passwords.check("newPassword", newPassword);
    if (proof.password() == null && !access.isOpen()) {
      throw wrong(NO_PASSWORD_SO_FAR);
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
        throw noPassword(account.userId());
      }
      return set(account, next, proof, () -> {});
    }
    if (password == null) {
      throw wrong(NO_PASSWORD_SO_FAR);
    }
    throttle.check(account.userId(), proof.address());
    return set(
        account, next, proof, () -> requireRight(account, credential, password, proof.address()));
  }

  /**
   * @param allowed throws when the caller may not
   */
  private CompletableFuture<Void> set(
      StoredAccount account, String next, Proof proof, Runnable allowed) {
    return inTurn(
            proof,
            () -> {
              allowed.run();
              return passwords.hash(next);
            })
        .thenAcceptAsync(hash -> replace(account, hash), executor);
  }

  private void replace(StoredAccount account, String hash) {
    if (!accounts.setPassword(account, hash)) {
      throw new CimException(
          ResultCode.FAILURE,
          "the password was changed by another call at the same time; retry with the present one");
    }
  }

  /** The refusal of a call that only an account with a password can make. */
  public static CimException noPassword(long userId) {
    return new CimException(
        ResultCode.ACCOUNT_MISMATCH,
        "userId: " + userId + " has no password (expected: an account with a password)");
  }

  private static CimException wrong(String message) {
    return new CimException(ResultCode.PASSWORD_WRONG, message);
  }
}
