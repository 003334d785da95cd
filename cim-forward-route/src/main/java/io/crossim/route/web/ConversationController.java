package io.crossim.route.web;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.Envelope;
import io.crossim.common.trace.MessageTraces;
import io.crossim.route.access.Caller;
import io.crossim.route.api.ConversationList;
import io.crossim.route.api.ConversationPlace;
import io.crossim.route.api.GroupSendRequest;
import io.crossim.route.api.HistoryPage;
import io.crossim.route.api.MessageEditRequest;
import io.crossim.route.api.MessageReactRequest;
import io.crossim.route.api.MessageRecallRequest;
import io.crossim.route.api.ReadRequest;
import io.crossim.route.api.Readers;
import io.crossim.route.api.RoutePaths;
import io.crossim.route.api.SentToGroup;
import io.crossim.route.group.ConversationListService;
import io.crossim.route.group.GroupMessageService;
import io.crossim.route.group.HistoryRequest;
import io.crossim.route.group.HistoryService;
import io.crossim.route.group.ReadMarkService;
import io.crossim.service.call.CallRequest;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.mvc.CallExample;
import io.crossim.service.mvc.CimController;
import io.crossim.service.web.NotStoredException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** The calls about what is said in conversations. */
@CimController
@GroupAnswers
@RequiredArgsConstructor
public final class ConversationController {

  private final GroupMessageService messages;
  private final HistoryService history;
  private final ConversationListService conversations;
  private final ReadMarkService marks;

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

  @PostMapping(RoutePaths.CONVERSATION_READ)
  @Operation(summary = "Say how far a user has read")
  @CallExample(
      value = "{\"userId\":1793491200002,\"groupId\":1793500000007,\"seq\":42}",
      required = {"userId", "seq"})
  public CompletionStage<Envelope<Void>> read(@RequestBody ReadRequest body, CallRequest http) {
    return Answers.of(body.reqNo(), marks.read(body, caller(http)));
  }

  @GetMapping(RoutePaths.CONVERSATIONS)
  @Operation(summary = "List the conversations of a user, with what is unread, in no order")
  @Parameter(
      name = "userId",
      in = ParameterIn.QUERY,
      required = true,
      description = "whose conversations",
      schema = @Schema(type = "integer", format = "int64"))
  @Parameter(
      name = "after",
      in = ParameterIn.QUERY,
      description = "the next of the page before",
      schema = @Schema(type = "string"))
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "about so many conversations; 50 without it, at most 100",
      schema = @Schema(type = "integer", format = "int64"))
  public CompletionStage<Envelope<ConversationList>> conversations(CallRequest http) {
    return Answers.of(
        null,
        conversations.conversations(
            http.queryNumber("userId"),
            http.queryText("after"),
            http.queryNumber("limit"),
            caller(http)));
  }

  @GetMapping(RoutePaths.HISTORY)
  @Operation(summary = "A page of what was said in a conversation, by ascending places")
  @Parameter(
      name = "userId",
      in = ParameterIn.QUERY,
      required = true,
      description = "who reads, a member",
      schema = @Schema(type = "integer", format = "int64"))
  @Parameter(
      name = "groupId",
      in = ParameterIn.QUERY,
      description = "the group",
      schema = @Schema(type = "integer", format = "int64"))
  @Parameter(
      name = "peerId",
      in = ParameterIn.QUERY,
      description = "the other one of a private conversation",
      schema = @Schema(type = "integer", format = "int64"))
  @Parameter(
      name = "before",
      in = ParameterIn.QUERY,
      description =
          "the last messages before this place; without before and after the last ones of all",
      schema = @Schema(type = "integer", format = "int64"))
  @Parameter(
      name = "after",
      in = ParameterIn.QUERY,
      description = "the messages behind this place",
      schema = @Schema(type = "integer", format = "int64"))
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "the most messages; 50 without it, at most 100",
      schema = @Schema(type = "integer", format = "int64"))
  public CompletionStage<Envelope<HistoryPage>> history(CallRequest http) {
    return Answers.of(null, history.history(HistoryRequest.of(http), caller(http)));
  }

  @GetMapping(RoutePaths.READERS)
  @Operation(summary = "Who has read a message of a group of at most 100 members")
  @Parameter(
      name = "userId",
      in = ParameterIn.QUERY,
      required = true,
      description = "who asks, a member",
      schema = @Schema(type = "integer", format = "int64"))
  @Parameter(
      name = "groupId",
      in = ParameterIn.QUERY,
      required = true,
      description = "the group",
      schema = @Schema(type = "integer", format = "int64"))
  @Parameter(
      name = "seq",
      in = ParameterIn.QUERY,
      required = true,
      description = "the place of the message",
      schema = @Schema(type = "integer", format = "int64"))
  public CompletionStage<Envelope<Readers>> readers(CallRequest http) {
    return Answers.of(
        null,
        marks.readers(
            http.queryNumber("userId"),
            http.queryNumber("groupId"),
            http.queryNumber("seq"),
            caller(http)));
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
