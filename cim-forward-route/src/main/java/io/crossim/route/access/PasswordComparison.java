package io.crossim.route.access;

import com.github.benmanes.caffeine.cache.Ticker;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.Credential;
import io.crossim.persistence.account.StoredAccount;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Hashes passwords and compares them, each caller in turn; one with too many wrong ones has to
 * wait. Never blocks.
 */
public final class PasswordComparison {

  /** The part of a caller's time that is kept for what follows the hash. */
  private static final Duration AFTERWARDS = Duration.ofMillis(300);

  private final HashingQueue hashingQueue;
  private final Passwords passwords;
  private final PasswordThrottle throttle;

  /**
   * @param ticker by which those wait who have guessed wrong
   */
  public PasswordComparison(HashingQueue hashingQueue, Ticker ticker) {
    this.hashingQueue = hashingQueue;
    this.passwords = new Passwords(hashingQueue::learn);
    this.throttle = new PasswordThrottle(ticker);
  }

  /** The account, if this is its password. */
  CompletableFuture<StoredAccount> compare(
      StoredAccount account, Credential credential, String password, Proof proof) {
    checkThrottle(account, proof);
    return inTurn(
        proof,
        () -> {
          requireRight(account, credential, password, proof);
          return account;
        });
  }

  /**
   * The hash of a password, when its caller has their turn.
   *
   * @param allowed runs before; throws when the caller may not
   */
  CompletableFuture<String> hash(String password, Proof proof, Runnable allowed) {
    return inTurn(
        proof,
        () -> {
          allowed.run();
          return passwords.hash(password);
        });
  }

  private <T> CompletableFuture<T> inTurn(Proof proof, Supplier<T> work) {
    return hashingQueue.run(proof.address(), proof.limit().before(AFTERWARDS), work);
  }

  /** Refuses a caller who has shown too many wrong passwords of this account. */
  void checkThrottle(StoredAccount account, Proof proof) {
    throttle.check(account.userId(), proof.address());
  }

  /**
   * Compares at once. Looks for wrong ones once more: many may have been shown before the first was
   * looked at.
   */
  void requireRight(StoredAccount account, Credential credential, String password, Proof proof) {
    checkThrottle(account, proof);
    if (!passwords.match(password, credential.passwordHash())) {
      throttle.wasWrong(account.userId(), proof.address());
      throw wrong("password: wrong (expected: the password of this account)");
    }
    throttle.wasRight(account.userId(), proof.address());
  }

  /** The caller has shown who they are, by a token or because the account is new. */
  void isUsed(StoredAccount account, Proof proof) {
    throttle.isUsed(account.userId(), proof.address());
  }

  static CimException wrong(String message) {
    return new CimException(ResultCode.PASSWORD_WRONG, message);
  }
}
