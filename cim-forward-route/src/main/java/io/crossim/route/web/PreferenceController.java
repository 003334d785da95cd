package io.crossim.route.web;

import io.crossim.common.result.Envelope;
import io.crossim.route.access.Caller;
import io.crossim.route.api.BlockRequest;
import io.crossim.route.api.BlockedUsers;
import io.crossim.route.api.MuteRequest;
import io.crossim.route.api.RoutePaths;
import io.crossim.route.group.BlockService;
import io.crossim.route.group.MuteService;
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

/** The calls about whom and what a user wants to hear of. */
@CimController
@GroupAnswers
@RequiredArgsConstructor
public final class PreferenceController {

  private final BlockService blocks;
  private final MuteService mutes;

  /** Knows operators by the secret of the cluster. */
  private final ClusterCredential credential;

  @PostMapping(RoutePaths.BLOCK)
  @Operation(summary = "Take no messages of a user, or take them again")
  @CallExample(
      value = "{\"userId\":1793491200001,\"peerId\":1793491200002,\"blocked\":true}",
      required = {"userId", "peerId", "blocked"})
  public CompletionStage<Envelope<Void>> block(@RequestBody BlockRequest body, CallRequest http) {
    return Answers.of(body.reqNo(), blocks.block(body, Caller.of(http, credential)));
  }

  @PostMapping(RoutePaths.CONVERSATION_MUTE)
  @Operation(summary = "Notify a user no more of a conversation, or again")
  @CallExample(
      value = "{\"userId\":1793491200001,\"groupId\":1793500000007,\"until\":1893456000000}",
      required = {"userId"})
  public CompletionStage<Envelope<Void>> mute(@RequestBody MuteRequest body, CallRequest http) {
    return Answers.of(body.reqNo(), mutes.mute(body, Caller.of(http, credential)));
  }

  @GetMapping(RoutePaths.BLOCKED)
  @Operation(summary = "List the users whose messages a user does not take, by ascending id")
  @Parameter(
      name = "userId",
      in = ParameterIn.QUERY,
      required = true,
      description = "who has blocked them",
      schema = @Schema(type = "integer", format = "int64"))
  public CompletionStage<Envelope<BlockedUsers>> blocked(CallRequest http) {
    return Answers.of(
        null, blocks.blocked(http.queryNumber("userId"), Caller.of(http, credential)));
  }
}
