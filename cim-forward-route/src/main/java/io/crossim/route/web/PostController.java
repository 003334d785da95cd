package io.crossim.route.web;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.Envelope;
import io.crossim.common.trace.MessageTraces;
import io.crossim.route.access.Caller;
import io.crossim.route.api.ConversationPlace;
import io.crossim.route.api.GroupSendRequest;
import io.crossim.route.api.MessageEditRequest;
import io.crossim.route.api.MessageReactRequest;
import io.crossim.route.api.MessageRecallRequest;
import io.crossim.route.api.RoutePaths;
import io.crossim.route.api.SentToGroup;
import io.crossim.route.group.GroupMessageService;
import io.crossim.service.call.CallRequest;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.mvc.CallExample;
import io.crossim.service.mvc.CimController;
import io.crossim.service.web.NotStoredException;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** The calls that post to conversations: messages, and what is done to them. */
@CimController
@GroupAnswers
@RequiredArgsConstructor
public final class PostController {

  private final GroupMessageService messages;

  /** Knows operators by the secret of the cluster. */
  private final ClusterCredential credential;

  @PostMapping(RoutePaths.GROUP_SEND)
  @Operation(summary = "Send to the members of a group")
  @CallExample(
      value =
          "{\"userId\":1793491200001,\"groupId\":1793500000007,\"msg\":\"hello\","
              + "\"clientMsgId\":\"a1\"}",
      required = {"userId", "groupId", "msg"})
  public CompletionStage<Envelope<SentToGroup>> send(
      @RequestBody GroupSendRequest body, CallRequest http) {
    String trace = Objects.requireNonNullElse(http.header(MessageTraces.TRACEPARENT), "");
    return stored(body.reqNo(), () -> messages.send(body, caller(http), trace));
  }

  @PostMapping(RoutePaths.MESSAGE_EDIT)
  @Operation(summary = "Replace the text of one's own message")
  @CallExample(
      value =
          "{\"userId\":1793491200001,\"groupId\":1793500000007,\"seq\":42,\"msg\":\"hello all\"}",
      required = {"userId", "seq", "msg"})
  public CompletionStage<Envelope<ConversationPlace>> edit(
      @RequestBody MessageEditRequest body, CallRequest http) {
    return stored(body.reqNo(), () -> messages.edit(body, caller(http)));
  }

  @PostMapping(RoutePaths.MESSAGE_RECALL)
  @Operation(summary = "Take a message back")
  @CallExample(
      value = "{\"userId\":1793491200001,\"groupId\":1793500000007,\"seq\":42}",
      required = {"userId", "seq"})
  public CompletionStage<Envelope<ConversationPlace>> recall(
      @RequestBody MessageRecallRequest body, CallRequest http) {
    return stored(body.reqNo(), () -> messages.recall(body, caller(http)));
  }

  @PostMapping(RoutePaths.MESSAGE_REACT)
  @Operation(summary = "Give a reaction to a message, or take it back")
  @CallExample(
      value = "{\"userId\":1793491200002,\"groupId\":1793500000007,\"seq\":42,\"msg\":\"+1\"}",
      required = {"userId", "seq", "msg"})
  public CompletionStage<Envelope<ConversationPlace>> react(
      @RequestBody MessageReactRequest body, CallRequest http) {
    return stored(body.reqNo(), () -> messages.react(body, caller(http)));
  }

  private Caller caller(CallRequest http) {
    return Caller.of(http, credential);
  }

  /** A message that was refused, for whatever reason, is never answered like one that is stored. */
  private static <T> CompletionStage<Envelope<T>> stored(
      @Nullable String reqNo, Supplier<CompletableFuture<T>> call) {
    CompletableFuture<T> body;
    try {
      body = call.get();
    } catch (CimException e) {
      throw new NotStoredException(e);
    }
    return body.handle(
        (value, failure) -> {
          if (failure != null) {
            throw Await.cause(failure) instanceof CimException known
                ? new NotStoredException(known)
                : new CompletionException(Await.cause(failure));
          }
          return Envelope.success(reqNo, value);
        });
  }
}
