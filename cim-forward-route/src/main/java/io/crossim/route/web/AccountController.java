package io.crossim.route.web;

import io.crossim.common.result.Envelope;
import io.crossim.route.access.Caller;
import io.crossim.route.api.Account;
import io.crossim.route.api.KickRequest;
import io.crossim.route.api.LoginRequest;
import io.crossim.route.api.PasswordChange;
import io.crossim.route.api.RegisterRequest;
import io.crossim.route.api.RoutePaths;
import io.crossim.route.api.ServerAddress;
import io.crossim.route.api.Token;
import io.crossim.route.api.TokenRequest;
import io.crossim.route.login.AccountService;
import io.crossim.service.call.CallRequest;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.mvc.CallExample;
import io.crossim.service.mvc.CimController;
import io.crossim.service.mvc.MembersOnly;
import io.swagger.v3.oas.annotations.Operation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** The calls about accounts: of clients and scripts, and the one of operators. */
@CimController
@RequiredArgsConstructor
public final class AccountController {

  private final AccountService accounts;
  private final LoginHost loginHost;

  /** Knows operators by the secret of the cluster. */
  private final ClusterCredential credential;

  @PostMapping(RoutePaths.REGISTER)
  @Operation(summary = "Register a name; one that exists answers its own id")
  @CallExample(value = "{\"userName\":\"alice\"}", required = "userName")
  public CompletionStage<Envelope<Account>> register(
      @RequestBody RegisterRequest body, CallRequest http) {
    return Answers.of(body.reqNo(), accounts.register(body, Caller.of(http)));
  }

  @PostMapping(RoutePaths.LOGIN)
  @Operation(summary = "Check the account and choose the cim-server to connect to")
  @CallExample(
      value = "{\"userId\":1793491200001,\"userName\":\"alice\"}",
      required = {"userId", "userName"})
  public CompletionStage<Envelope<ServerAddress>> login(
      @RequestBody LoginRequest body, CallRequest http) {
    CompletableFuture<ServerAddress> server = accounts.login(body, Caller.of(http));
    return Answers.of(
        body.reqNo(),
        loginHost == LoginHost.REQUEST ? server.thenApply(at -> at.at(http.host())) : server);
  }

  @PostMapping(RoutePaths.TOKEN)
  @Operation(summary = "A token for a password, or for a token that is still valid")
  @CallExample(
      value = "{\"userId\":1793491200001,\"password\":\"correct horse battery\"}",
      required = "userId")
  public CompletionStage<Envelope<Token>> token(@RequestBody TokenRequest body, CallRequest http) {
    return Answers.of(body.reqNo(), accounts.token(body, Caller.of(http)));
  }

  @PostMapping(RoutePaths.LOGOUT)
  @Operation(summary = "End the sessions of a user with a password, and void their tokens")
  @CallExample(
      value = "{\"userId\":1793491200001,\"password\":\"correct horse battery\"}",
      required = "userId")
  public CompletionStage<Envelope<Void>> logout(@RequestBody TokenRequest body, CallRequest http) {
    return Answers.of(body.reqNo(), accounts.logout(body, Caller.of(http)));
  }

  /** An operator, who shows the secret of the cluster, needs no password. */
  @PostMapping(RoutePaths.CHANGE_PASSWORD)
  @Operation(summary = "Give a user another password; ends their sessions and voids their tokens")
  @CallExample(
      value =
          "{\"userId\":1793491200001,\"password\":\"correct horse battery\","
              + "\"newPassword\":\"another horse battery\"}",
      required = {"userId", "newPassword"})
  public CompletionStage<Envelope<Void>> changePassword(
      @RequestBody PasswordChange body, CallRequest http) {
    return Answers.of(body.reqNo(), change(body, http));
  }

  /** A wrong secret is refused, whatever the password. */
  private CompletableFuture<Void> change(PasswordChange body, CallRequest http) {
    Caller caller = Caller.of(http, credential);
    return caller.isOperator()
        ? accounts.resetPassword(body, caller)
        : accounts.changePassword(body, caller);
  }

  @MembersOnly
  @PostMapping(RoutePaths.KICK)
  @Operation(
      summary =
          "End the sessions of any user, and void their tokens; takes the secret of the cluster")
  @CallExample(
      value = "{\"userId\":1793491200001,\"reason\":\"see the rules\"}",
      required = "userId")
  public CompletionStage<Envelope<Void>> kick(@RequestBody KickRequest body, CallRequest http) {
    return Answers.of(body.reqNo(), accounts.kick(body, Caller.of(http)));
  }
}
