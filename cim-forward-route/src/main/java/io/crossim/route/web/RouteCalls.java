package io.crossim.route.web;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.Envelope;
import io.crossim.route.api.Account;
import io.crossim.route.api.FetchOfflineRequest;
import io.crossim.route.api.GroupMessage;
import io.crossim.route.api.LoginRequest;
import io.crossim.route.api.OfflineRequest;
import io.crossim.route.api.PrivateMessage;
import io.crossim.route.api.RegisterRequest;
import io.crossim.route.api.RoutePaths;
import io.crossim.route.api.SentMessage;
import io.crossim.route.api.ServerAddress;
import io.crossim.service.front.CallRequest;
import io.crossim.service.front.CallTable;
import io.crossim.service.limits.TrafficLimits;
import io.crossim.service.web.Checks;
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
  private final TrafficLimits limits;

  @Override
  public void addTo(CallTable.Builder calls) {
    calls
        .post(
            RoutePaths.REGISTER,
            "Register a name; one that exists answers its own id",
            RegisterRequest.class,
            this::register)
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
            this::sendGroup)
        .post(
            RoutePaths.OFFLINE,
            "Hint that a user's connection is gone",
            OfflineRequest.class,
            (body, http) -> answer(body.reqNo(), route.offline(body)))
        .get(
            RoutePaths.ONLINE,
            "List the online users by ascending id; ?limit= and ?after= make pages",
            http ->
                answer(
                    null, route.onlineUsers(http.queryNumber("limit"), http.queryNumber("after"))))
        .post(
            RoutePaths.FETCH_OFFLINE,
            "Ask for the stored messages of a user to be pushed to him",
            FetchOfflineRequest.class,
            (body, http) -> answer(body.reqNo(), route.fetchOffline(body)));
  }

  private CompletionStage<Envelope<Account>> register(RegisterRequest body, CallRequest http) {
    limits.register(http.clientAddress());
    return answer(body.reqNo(), route.register(body));
  }

  private CompletionStage<Envelope<ServerAddress>> login(LoginRequest body, CallRequest http) {
    CompletableFuture<ServerAddress> server = route.login(body);
    return answer(
        body.reqNo(),
        loginHost == LoginHost.REQUEST
            ? server.thenApply(
                at -> new ServerAddress(http.host(), at.cimServerPort(), at.httpPort()))
            : server);
  }

  private CompletionStage<Envelope<SentMessage>> sendPrivate(
      PrivateMessage body, CallRequest http) {
    boolean v3 = "3".equals(http.header(RoutePaths.PROTO_HEADER));
    CompletableFuture<SentMessage> sent;
    try {
      long sender = Checks.userId("userId", body.userId());
      limits.send(http.clientAddress(), sender, route.count(body));
      sent = route.send(body, v3);
    } catch (CimException e) {
      throw new NotStoredException(e);
    }
    return sent.handle(
        (message, failure) -> {
          if (failure != null) {
            throw notStored(Await.cause(failure));
          }
          return Envelope.success(body.reqNo(), v3 ? message : null);
        });
  }

  private CompletionStage<Envelope<Void>> sendGroup(GroupMessage body, CallRequest http) {
    limits.send(http.clientAddress(), Checks.userId("userId", body.userId()), 1);
    return answer(body.reqNo(), route.sendGroup(body));
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
