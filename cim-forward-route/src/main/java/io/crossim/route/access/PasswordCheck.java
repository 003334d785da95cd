package io.crossim.route.access;

import io.crossim.common.protocol.UserNames;
import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.Credential;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.account.Accounts;
import io.crossim.service.web.UnauthorizedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Registers names, and lets those in who show the password of one. Never blocks. */
@RequiredArgsConstructor
public final class PasswordCheck {

  private final Accounts accounts;
  private final Access access;
  private final PasswordComparison comparison;

  /** Asks the store, which blocks. */
  private final Executor executor;

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
    return comparison
        .hash(password, proof, () -> {})
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
      comparison.isUsed(account, proof);
      return CompletableFuture.completedFuture(account);
    }
    return comparison.compare(account, credential, password, proof);
  }

  private static StoredAccount known(StoredAccount account, boolean isOpen) {
    if (!isOpen) {
      throw PasswordComparison.wrong("password: nothing (expected: the password of this name)");
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
        throw PasswordComparison.wrong(
            "password: nothing (expected: the password of this account, or a token)");
      }
      return comparison.compare(account, credential, password, proof);
    }
    CompletableFuture<StoredAccount> byToken =
        access
            .actorLater("userId", account.userId(), proof.token(), executor)
            .whenComplete(
                (owner, failure) -> {
                  if (owner != null && owner.credential() != null) {
                    comparison.isUsed(owner, proof);
                  }
                });
    return credential == null || password == null
        ? byToken
        : byToken.exceptionallyCompose(
            e ->
                Await.cause(e) instanceof UnauthorizedException
                    ? comparison.compare(account, credential, password, proof)
                    : CompletableFuture.failedFuture(e));
  }

  /** The refusal of a call that only an account with a password can make. */
  public static CimException noPassword(long userId) {
    return new CimException(
        ResultCode.ACCOUNT_MISMATCH,
        "userId: " + userId + " has no password (expected: an account with a password)");
  }
}
