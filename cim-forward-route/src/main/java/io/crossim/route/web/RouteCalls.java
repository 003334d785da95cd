package io.crossim.route.web;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.Envelope;
import io.crossim.common.trace.MessageTraces;
import io.crossim.route.access.Caller;
import io.crossim.route.api.BroadcastRequest;
import io.crossim.route.api.FetchOfflineRequest;
import io.crossim.route.api.OfflineRequest;
import io.crossim.route.api.PrivateMessage;
import io.crossim.route.api.RoutePaths;
import io.crossim.route.api.SentMessage;
import io.crossim.route.api.SentToAll;
import io.crossim.service.front.CallRequest;
import io.crossim.service.front.CallTable;
import io.crossim.service.web.NotStoredException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** The calls of clients and scripts about messages and about who is online. */
@RequiredArgsConstructor
public final class RouteCalls implements CallTable.Source {

  private final RouteService route;

  @Override
  public void addTo(CallTable.Builder calls) {
    calls
        .post(RoutePaths.PRIVATE, "Send to one user", PrivateMessage.class, this::sendPrivate)
        .post(
            RoutePaths.GROUP,
            "Send to every online user but the sender",
            BroadcastRequest.class,
            this::broadcast)
        .post(
            RoutePaths.OFFLINE,
            "Report that a user's connection is gone",
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
            "Ask for the stored messages of a user to be pushed to them",
            FetchOfflineRequest.class,
            (body, http) -> answer(body.reqNo(), route.fetchOffline(body, Caller.of(http))));
  }

  private CompletionStage<Envelope<SentMessage>> sendPrivate(
      PrivateMessage body, CallRequest http) {
    Caller caller = Caller.of(http);
    String trace = Objects.requireNonNullElse(http.header(MessageTraces.TRACEPARENT), "");
    CompletableFuture<SentMessage> sent;
    try {
      sent = route.send(body, caller, trace);
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

  private CompletionStage<Envelope<SentToAll>> broadcast(BroadcastRequest body, CallRequest http) {
    Caller caller = Caller.of(http);
    return route
        .broadcast(body, caller)
        .thenApply(sent -> Envelope.success(body.reqNo(), caller.isV3() ? sent : null));
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
