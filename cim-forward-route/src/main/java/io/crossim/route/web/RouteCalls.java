package io.crossim.route.web;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.Envelope;
import io.crossim.route.api.FetchOfflineRequest;
import io.crossim.route.api.GroupMessage;
import io.crossim.route.api.LoginRequest;
import io.crossim.route.api.OfflineRequest;
import io.crossim.route.api.PasswordChange;
import io.crossim.route.api.PrivateMessage;
import io.crossim.route.api.RegisterRequest;
import io.crossim.route.api.RoutePaths;
import io.crossim.route.api.SentMessage;
import io.crossim.route.api.ServerAddress;
import io.crossim.route.api.TokenRequest;
import io.crossim.service.front.CallRequest;
import io.crossim.service.front.CallTable;
import io.crossim.service.web.NotStoredException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** The calls of clients and scripts. */
@RequiredArgsConstructor
public final class RouteCalls implements CallTable.Source {

  private final RouteService route;
  private final LoginHost loginHost;

  @Override
  public void addTo(CallTable.Builder calls) {
    calls
        .post(
            RoutePaths.REGISTER,
            "Register a name; one that exists answers its own id",
            RegisterRequest.class,
            (body, http) -> answer(body.reqNo(), route.register(body, Caller.of(http))))
        .post(
            RoutePaths.LOGIN,
            "Check the account and choose the cim-server to connect to",
            LoginRequest.class,
            this::login)
        .post(RoutePaths.PRIVATE, "Send to one user", PrivateMessage.class, this::sendPrivate)
        .post(
            RoutePaths.GROUP,
            "Send to every online user but the sender",
            GroupMessage.class,
            (body, http) -> answer(body.reqNo(), route.sendGroup(body, Caller.of(http))))
        .post(
            RoutePaths.OFFLINE,
            "Hint that a user's connection is gone",
            OfflineRequest.class,
            (body, http) -> answer(body.reqNo(), route.offline(body, Caller.of(http))))
        .get(
            RoutePaths.ONLINE,
            "List the online users by ascending id; ?limit= and ?after= make pages",
            http ->
                answer(
                    null,
                    route.onlineUsers(
                        http.queryNumber("limit"), http.queryNumber("after"), Caller.of(http))))
        .post(
            RoutePaths.FETCH_OFFLINE,
            "Ask for the stored messages of a user to be pushed to him",
            FetchOfflineRequest.class,
            (body, http) -> answer(body.reqNo(), route.fetchOffline(body, Caller.of(http))))
        .post(
            RoutePaths.TOKEN,
            "A token for a password, or for a token that is still valid",
            TokenRequest.class,
            (body, http) -> answer(body.reqNo(), route.token(body, Caller.of(http))))
        .post(
            RoutePaths.LOGOUT,
            "End the sessions of a user with a password, and void his tokens",
            TokenRequest.class,
            (body, http) -> answer(body.reqNo(), route.logout(body, Caller.of(http))))
        .post(
            RoutePaths.CHANGE_PASSWORD,
            "Give a user another password; ends his sessions and voids his tokens",
            PasswordChange.class,
            (body, http) -> answer(body.reqNo(), route.changePassword(body, Caller.of(http))));
  }

  private CompletionStage<Envelope<ServerAddress>> login(LoginRequest body, CallRequest http) {
    CompletableFuture<ServerAddress> server = route.login(body, Caller.of(http));
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

  private CompletionStage<Envelope<SentMessage>> sendPrivate(
      PrivateMessage body, CallRequest http) {
    Caller caller = Caller.of(http);
    CompletableFuture<SentMessage> sent;
    try {
      sent = route.send(body, caller);
    } catch (CimException e) {
      throw new NotStoredException(e);
    }
    return sent.handle(
        (message, failure) -> {
          if (failure != null) {
            throw notStored(Await.cause(failure));
          }
          return Envelope.success(body.reqNo(), caller.isV3() ? message : null);
        });
  }

  private static RuntimeException notStored(Throwable cause) {
    return cause instanceof CimException known
        ? new NotStoredException(known)
        : new CompletionException(cause);
  }

  private static <T> CompletionStage<Envelope<T>> answer(
      @Nullable String reqNo, CompletableFuture<T> body) {
    return body.thenApply(value -> Envelope.success(reqNo, value));
  }
}
