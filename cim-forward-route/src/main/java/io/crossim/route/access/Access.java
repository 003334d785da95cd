package io.crossim.route.access;

import io.crossim.common.protocol.UserNames;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.Credential;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.account.Accounts;
import io.crossim.service.web.UnauthorizedException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Says who may act as whom. An account with a password takes a token that was given for that
 * password; one without takes everybody, where there may be such accounts. Any thread; only {@link
 * #actor} and {@link #owner} block.
 */
public final class Access {

  private static final String BEARER = "Bearer ";

  /** The account as which an application acts that shows a push key. */
  private static final StoredAccount SYSTEM = new StoredAccount(0, "system");

  private final AccountMode mode;
  private final Tokens tokens;
  private final PushKeys pushKeys;
  private final Accounts accounts;

  public Access(SecurityProperties properties, Tokens tokens, Accounts accounts) {
    this.mode = properties.accounts();
    this.tokens = tokens;
    this.pushKeys = new PushKeys(properties.pushKeys());
    this.accounts = accounts;
  }

  /** The token in a header {@code Authorization}; null for none. */
  public static @Nullable String token(@Nullable String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length()).strip()
        : null;
  }

  /** The system, when this is a push key; how long that takes tells nothing. */
  public @Nullable StoredAccount system(@Nullable String token) {
    return pushKeys.contain(token) ? SYSTEM : null;
  }

  /**
   * The account of a user whom the caller may act as. Blocks where the account is not remembered,
   * or not as the token knows it.
   *
   * @param field how the caller named the id
   * @throws CimException when they may not
   */
  public StoredAccount actor(String field, long userId, @Nullable String token) {
    StoredAccount account = accounts.require(field, userId);
    Credential credential = account.credential();
    if (credential == null) {
      checkOpen(
          "userId: "
              + userId
              + " has no password (expected: an account with a password, because cim.security.accounts is"
              + " password)");
      return account;
    }
    Tokens.Claims claims = claims(userId, token);
    if (claims.version() > credential.version()) {
      account = accounts.reload(field, userId);
      credential = Objects.requireNonNull(account.credential()); // as it is never taken away
    }
    if (claims.version() != credential.version()) {
      throw new UnauthorizedException(
          ResultCode.TOKEN_INVALID,
          "Authorization: a token that was revoked (expected: a new token from /login)");
    }
    return account;
  }

  /** What a token says, which must be one of this user. */
  private Tokens.Claims claims(long userId, @Nullable String token) {
    Tokens.Claims claims = tokens.read(required(token));
    if (claims.userId() != userId) {
      throw new UnauthorizedException(
          ResultCode.TOKEN_INVALID,
          "Authorization: the token of another user (expected: a token of user " + userId + ")");
    }
    return claims;
  }

  /**
   * The account of {@link #actor}, found without blocking. Only one that is not remembered costs a
   * thread.
   *
   * @param executor for what blocks
   * @return fails with the {@link CimException} of {@link #actor}
   */
  public CompletableFuture<StoredAccount> actorLater(
      String field, long userId, @Nullable String token, Executor executor) {
    return CompletableFuture.supplyAsync(
        () -> actor(field, userId, token), isSettled(userId, token) ? Runnable::run : executor);
  }

  /**
   * Whether this is a token of the user, as far as it tells itself: whether it was revoked since is
   * for {@link #actor} to say. Never blocks.
   */
  public boolean isTokenOf(long userId, @Nullable String token) {
    try {
      return token != null && tokens.read(token).userId() == userId;
    } catch (UnauthorizedException e) {
      return false;
    }
  }

  /**
   * Whether somebody may see who is online. Never blocks.
   *
   * @param executor for what blocks
   * @return fails with the {@link CimException} of {@link #actor} when they may not; that they show
   *     no token is thrown at once
   */
  public CompletableFuture<Void> member(@Nullable String token, Executor executor) {
    if (mode == AccountMode.OPEN || system(token) != null) {
      return CompletableFuture.completedFuture(null);
    }
    long userId = tokens.read(required(token)).userId();
    return actorLater("userId", userId, token, executor).thenAccept(account -> {});
  }

  /**
   * The account that a connection is for, of somebody who may act as it and says its name. Blocks
   * as {@link #actor} does. Where accounts need a password the token comes first: without a good
   * one the answer is the same for every id, whether or not there is such an account.
   *
   * @throws CimException when they may not
   */
  public StoredAccount owner(long userId, String userName, @Nullable String token) {
    if (mode == AccountMode.PASSWORD) {
      var unused = claims(userId, token);
    }
    StoredAccount account = actor("userId", userId, token);
    if (!UserNames.matches(account.userName(), userName)) {
      throw Accounts.wrongName(userId);
    }
    return account;
  }

  /** Whether there may be accounts without a password. */
  boolean isOpen() {
    return mode == AccountMode.OPEN;
  }

  /**
   * Whether there may be an account without a password.
   *
   * @param message what the caller is told if not
   */
  public void checkOpen(String message) {
    if (!isOpen()) {
      throw new UnauthorizedException(ResultCode.PASSWORD_WRONG, message);
    }
  }

  /** Whether {@link #actor} would not block. */
  public boolean isSettled(long userId, @Nullable String token) {
    return accounts.remembers(userId) && !isNewer(token, accounts.require("userId", userId));
  }

  /** Whether the token was given for a later password than the one that is remembered here. */
  private boolean isNewer(@Nullable String token, StoredAccount account) {
    Credential credential = account.credential();
    if (token == null || credential == null) {
      return false;
    }
    try {
      return claims(account.userId(), token).version() > credential.version();
    } catch (UnauthorizedException e) {
      return false; // which actor() will say, without asking the store
    }
  }

  private static String required(@Nullable String token) {
    if (token == null) {
      throw new UnauthorizedException(
          ResultCode.TOKEN_INVALID,
          "Authorization: nothing (expected: Bearer and the token that /login answered)");
    }
    return token;
  }
}
