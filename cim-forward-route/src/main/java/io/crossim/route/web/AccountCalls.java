package io.crossim.route.web;

import io.crossim.common.result.Envelope;
import io.crossim.common.result.ResultCode;
import io.crossim.route.access.Caller;
import io.crossim.route.api.KickRequest;
import io.crossim.route.api.LoginRequest;
import io.crossim.route.api.PasswordChange;
import io.crossim.route.api.RegisterRequest;
import io.crossim.route.api.RoutePaths;
import io.crossim.route.api.ServerAddress;
import io.crossim.route.api.TokenRequest;
import io.crossim.route.login.AccountService;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.front.CallRequest;
import io.crossim.service.front.CallTable;
import io.crossim.service.web.UnauthorizedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** The calls about accounts: of clients and scripts, and the one of operators. */
@RequiredArgsConstructor
public final class AccountCalls implements CallTable.Source {

  /** The beginning of the header by which an operator shows the secret of the cluster. */
  private static final String OPERATOR = "CIM ";

  private final AccountService accounts;
  private final LoginHost loginHost;

  /** Knows operators by the secret of the cluster. */
  private final ClusterCredential credential;

  @Override
  public void addTo(CallTable.Builder calls) {
    calls
        .post(
            RoutePaths.REGISTER,
            "Register a name; one that exists answers its own id",
            RegisterRequest.class,
            (body, http) -> answer(body.reqNo(), accounts.register(body, Caller.of(http))))
        .post(
            RoutePaths.LOGIN,
            "Check the account and choose the cim-server to connect to",
            LoginRequest.class,
            this::login)
        .post(
            RoutePaths.TOKEN,
            "A token for a password, or for a token that is still valid",
            TokenRequest.class,
            (body, http) -> answer(body.reqNo(), accounts.token(body, Caller.of(http))))
        .post(
            RoutePaths.LOGOUT,
            "End the sessions of a user with a password, and void their tokens",
            TokenRequest.class,
            (body, http) -> answer(body.reqNo(), accounts.logout(body, Caller.of(http))))
        .post(
            RoutePaths.CHANGE_PASSWORD,
            "Give a user another password; ends their sessions and voids their tokens",
            PasswordChange.class,
            (body, http) -> answer(body.reqNo(), changePassword(body, http)))
        .postByMembers(
            RoutePaths.KICK,
            "End the sessions of any user, and void their tokens; takes the secret of the cluster",
            KickRequest.class,
            (body, http) -> answer(body.reqNo(), accounts.kick(body, Caller.of(http))));
  }

  private CompletionStage<Envelope<ServerAddress>> login(LoginRequest body, CallRequest http) {
    CompletableFuture<ServerAddress> server = accounts.login(body, Caller.of(http));
    return answer(
        body.reqNo(),
        loginHost == LoginHost.REQUEST
            ? server.thenApply(
                at ->
                    new ServerAddress(
                        http.host(),
                        at.cimServerPort(),
                        at.httpPort(),
                        at.token(),
                        at.tokenSeconds()))
            : server);
  }

  /**
   * Changes a password. An operator, who shows the secret of the cluster, needs none; a wrong
   * secret is refused.
   */
  private CompletableFuture<Void> changePassword(PasswordChange body, CallRequest http) {
    String authorization = http.header("Authorization");
    if (authorization == null
        || !authorization.regionMatches(true, 0, OPERATOR, 0, OPERATOR.length())) {
      return accounts.changePassword(body, Caller.of(http));
    }
    if (!credential.proves(authorization)) {
      throw new UnauthorizedException(
          ResultCode.TOKEN_INVALID,
          "Authorization: not the secret of this cluster (expected: CIM and the secret)");
    }
    return accounts.resetPassword(body, Caller.of(http));
  }

  private static <T> CompletionStage<Envelope<T>> answer(
      @Nullable String reqNo, CompletableFuture<T> body) {
    return body.thenApply(value -> Envelope.success(reqNo, value));
  }
}
