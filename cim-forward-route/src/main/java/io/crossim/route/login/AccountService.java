package io.crossim.route.login;

import io.crossim.common.protocol.Surrogates;
import io.crossim.common.result.CimException;
import io.crossim.metastore.ServerNode;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.access.Caller;
import io.crossim.route.access.PasswordChanges;
import io.crossim.route.access.PasswordCheck;
import io.crossim.route.access.Tokens;
import io.crossim.route.account.Accounts;
import io.crossim.route.api.Account;
import io.crossim.route.api.KickRequest;
import io.crossim.route.api.LoginRequest;
import io.crossim.route.api.PasswordChange;
import io.crossim.route.api.RegisterRequest;
import io.crossim.route.api.ServerAddress;
import io.crossim.route.api.Token;
import io.crossim.route.api.TokenRequest;
import io.crossim.route.session.SessionEnd;
import io.crossim.service.clock.Deadline;
import io.crossim.service.limits.TrafficLimits;
import io.crossim.service.web.Checks;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * What is called for on behalf of an account, from its registration to the end of its sessions.
 * Never blocks; what is wrong with a request is thrown at once, everything else fails the result.
 */
@Slf4j
@RequiredArgsConstructor
public final class AccountService {

  /** Callers wait for 2 s. */
  private static final Duration CALL_TIME = Duration.ofMillis(1_900);

  private static final int MAX_REASON = 200;

  private final TrafficLimits traffic;
  private final LoginTraffic logins;
  private final Accounts accounts;
  private final PasswordCheck passwords;
  private final PasswordChanges changes;
  private final Tokens tokens;
  private final LoginService login;
  private final SessionEnd ends;

  /** Asks the store, which blocks. */
  private final Executor executor;

  public CompletableFuture<Account> register(RegisterRequest request, Caller caller) {
    Deadline limit = Deadline.of(CALL_TIME);
    traffic.register(caller.address());
    return passwords
        .register(request.userName(), caller.proof(request.password(), limit))
        .thenApply(account -> new Account(account.userId(), account.userName()));
  }

  public CompletableFuture<ServerAddress> login(LoginRequest request, Caller caller) {
    Deadline limit = Deadline.of(CALL_TIME);
    boolean isWebSocket = caller.isV3() && LoginRequest.WEB_SOCKET.equals(request.transport());
    boolean isByName = caller.isV3() && request.userId() == null;
    long userId = isByName ? 0 : Checks.userId("userId", request.userId());
    String userName = request.userName();
    if (userName == null) {
      throw CimException.invalid("userName", null, "the name that was registered");
    }
    CompletableFuture<Long> counted =
        isByName
            ? idOf(userName, caller)
            : logins.count(userId, caller).thenApply(unused -> userId);
    return counted
        .thenCompose(
            id -> login.login(id, userName, caller.proof(request.password(), limit), isWebSocket))
        .thenApply(done -> address(done, caller, isWebSocket, isByName));
  }

  /** The id of a caller who knows their name alone; it counts for their address. */
  private CompletableFuture<Long> idOf(String userName, Caller caller) {
    traffic.logIn(caller.address());
    return CompletableFuture.supplyAsync(() -> accounts.require(userName).userId(), executor);
  }

  private static ServerAddress address(
      LoginService.Login done, Caller caller, boolean isWebSocket, boolean isByName) {
    ServerNode server = done.server();
    Token given = caller.isV3() ? done.token() : null;
    return new ServerAddress(
        server.clientHost(),
        server.cimServerPort(),
        server.httpPort(),
        given == null ? null : given.token(),
        given == null ? null : given.tokenSeconds(),
        isWebSocket ? server.wsUrl() : null,
        isByName ? done.userId() : null);
  }

  public CompletableFuture<Token> token(TokenRequest request, Caller caller) {
    return withPassword(request, caller).thenApply(tokens::issue);
  }

  /** Ends the sessions of the caller, and voids their tokens. */
  public CompletableFuture<Void> logout(TokenRequest request, Caller caller) {
    return withPassword(request, caller)
        .thenAcceptAsync(account -> accounts.revoke(account.userId()), executor)
        .thenCompose(
            done -> ends.of(Checks.userId("userId", request.userId()), "this user has logged out"));
  }

  /** Gives the caller another password, ends their sessions, and voids their tokens. */
  public CompletableFuture<Void> changePassword(PasswordChange request, Caller caller) {
    Deadline limit = Deadline.of(CALL_TIME);
    traffic.logIn(caller.address());
    long userId = Checks.userId("userId", request.userId());
    return endAll(
        userId,
        changes.change(userId, request.newPassword(), caller.proof(request.password(), limit)));
  }

  /**
   * Gives any user a password, also one without; ends their sessions, and voids their tokens. The
   * caller has shown that they may.
   */
  public CompletableFuture<Void> resetPassword(PasswordChange request, Caller caller) {
    Deadline limit = Deadline.of(CALL_TIME);
    long userId = Checks.userId("userId", request.userId());
    return endAll(
        userId,
        changes
            .reset(userId, request.newPassword(), caller.proof(null, limit))
            .thenRun(
                () ->
                    log.info(
                        "an operator at {} has given user {} a password",
                        caller.address(),
                        userId)));
  }

  private CompletableFuture<Void> endAll(long userId, CompletableFuture<Void> changed) {
    return changed.thenCompose(done -> ends.of(userId, "the password of this user was changed"));
  }

  /** The caller's account, which must be one with a password. */
  private CompletableFuture<StoredAccount> withPassword(TokenRequest request, Caller caller) {
    Deadline limit = Deadline.of(CALL_TIME);
    long userId = Checks.userId("userId", request.userId());
    return logins
        .count(userId, caller)
        .thenCompose(
            counted ->
                passwords.check(
                    userId, /* userName= */ null, caller.proof(request.password(), limit)))
        .thenApply(
            account -> {
              if (account.credential() == null) {
                throw PasswordCheck.noPassword(account.userId());
              }
              return account;
            });
  }

  /** Ends the sessions of any user, and voids their tokens; the caller has shown that they may. */
  public CompletableFuture<Void> kick(KickRequest request, Caller caller) {
    long userId = Checks.userId("userId", request.userId());
    String reason = reason(request.reason());
    return CompletableFuture.runAsync(
            () -> {
              accounts.reload("userId", userId);
              log.info("user {} is kicked by a caller at {}", userId, caller.address());
              accounts.revoke(userId);
            },
            executor)
        .thenCompose(revoked -> ends.of(userId, reason));
  }

  /** It is shown on terminals, which control characters must not reach. */
  private static String reason(@Nullable String given) {
    if (given == null || given.isBlank()) {
      return "an operator has logged this user out";
    }
    String text = Checks.text("reason", given, MAX_REASON);
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw CimException.invalid("reason", "control characters", "a text without them");
    }
    if (Surrogates.isOneUnpaired(text)) {
      throw CimException.invalid("reason", "an unpaired surrogate", "whole characters");
    }
    return text;
  }
}
