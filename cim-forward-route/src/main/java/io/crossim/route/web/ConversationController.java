package io.crossim.route.web;

import io.crossim.common.result.Envelope;
import io.crossim.route.access.Caller;
import io.crossim.route.api.ConversationList;
import io.crossim.route.api.HistoryPage;
import io.crossim.route.api.ReadRequest;
import io.crossim.route.api.Readers;
import io.crossim.route.api.RoutePaths;
import io.crossim.route.group.ConversationListService;
import io.crossim.route.group.HistoryRequest;
import io.crossim.route.group.HistoryService;
import io.crossim.route.group.ReadMarkService;
import io.crossim.service.call.CallRequest;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.mvc.CallExample;
import io.crossim.service.mvc.CimController;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.concurrent.CompletionStage;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** The calls about conversations: which there are, what was said, and who has read it. */
@CimController
@GroupAnswers
@RequiredArgsConstructor
public final class ConversationController {

  private final HistoryService history;
  private final ConversationListService conversations;
  private final ReadMarkService marks;

  /** Knows operators by the secret of the cluster. */
  private final ClusterCredential credential;

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
}
