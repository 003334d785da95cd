package io.crossim.route.web;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.Envelope;
import io.crossim.common.trace.MessageTraces;
import io.crossim.route.access.Caller;
import io.crossim.route.api.Account;
import io.crossim.route.api.BroadcastRequest;
import io.crossim.route.api.FetchOfflineRequest;
import io.crossim.route.api.OfflineRequest;
import io.crossim.route.api.PrivateMessage;
import io.crossim.route.api.RoutePaths;
import io.crossim.route.api.SentMessage;
import io.crossim.route.api.SentToAll;
import io.crossim.service.call.CallRequest;
import io.crossim.service.mvc.CallExample;
import io.crossim.service.mvc.CimController;
import io.crossim.service.web.NotStoredException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** The calls of clients and scripts about messages and about who is online. */
@CimController
@RequiredArgsConstructor
public final class MessageController {

  private final RouteService route;

  @PostMapping(RoutePaths.PRIVATE)
  @Operation(summary = "Send to one user")
  @ApiResponse(responseCode = "403", description = "7400: the receiver has blocked the sender")
  @CallExample(
      value = "{\"userId\":1793491200001,\"receiveUserId\":1793491200002,\"msg\":\"hello bob\"}",
      required = {"userId", "receiveUserId"})
  public CompletionStage<Envelope<SentMessage>> send(
      @RequestBody PrivateMessage body, CallRequest http) {
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

  @PostMapping(RoutePaths.GROUP)
  @Operation(summary = "Send to every online user but the sender")
  @CallExample(
      value = "{\"userId\":1793491200001,\"msg\":\"hello all\"}",
      required = {"userId", "msg"})
  public CompletionStage<Envelope<SentToAll>> broadcast(
      @RequestBody BroadcastRequest body, CallRequest http) {
    Caller caller = Caller.of(http);
    return route
        .broadcast(body, caller)
        .thenApply(sent -> Envelope.success(body.reqNo(), caller.isV3() ? sent : null));
  }

  @PostMapping(RoutePaths.OFFLINE)
  @Operation(summary = "Report that a user's connection is gone")
  @CallExample(value = "{\"userId\":1793491200001,\"msg\":\"bye\"}", required = "userId")
  public CompletionStage<Envelope<Void>> offline(
      @RequestBody OfflineRequest body, CallRequest http) {
    return Answers.of(body.reqNo(), route.offline(body, Caller.of(http)));
  }

  @GetMapping(RoutePaths.ONLINE)
  @Operation(summary = "List the online users by ascending id; ?limit= and ?after= make pages")
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "most users in the answer",
      schema = @Schema(type = "integer", format = "int64"))
  @Parameter(
      name = "after",
      in = ParameterIn.QUERY,
      description = "the id after which the page begins",
      schema = @Schema(type = "integer", format = "int64"))
  public CompletionStage<Envelope<List<Account>>> onlineUsers(CallRequest http) {
    return Answers.of(
        null,
        route.onlineUsers(http.queryNumber("limit"), http.queryNumber("after"), Caller.of(http)));
  }

  @PostMapping(RoutePaths.FETCH_OFFLINE)
  @Operation(summary = "Ask for the stored messages of a user to be pushed to them")
  @CallExample(value = "{\"receiveUserId\":1793491200002}", required = "receiveUserId")
  public CompletionStage<Envelope<Void>> fetchOffline(
      @RequestBody FetchOfflineRequest body, CallRequest http) {
    return Answers.of(body.reqNo(), route.fetchOffline(body, Caller.of(http)));
  }

  private static RuntimeException notStored(Throwable cause) {
    return cause instanceof CimException known
        ? new NotStoredException(known)
        : new CompletionException(cause);
  }
}
