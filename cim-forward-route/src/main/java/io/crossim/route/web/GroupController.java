package io.crossim.route.web;

import io.crossim.common.result.Envelope;
import io.crossim.route.access.Caller;
import io.crossim.route.api.ChangedUsers;
import io.crossim.route.api.CreatedGroup;
import io.crossim.route.api.Group;
import io.crossim.route.api.GroupChangeRequest;
import io.crossim.route.api.GroupCreateRequest;
import io.crossim.route.api.GroupMembers;
import io.crossim.route.api.GroupPlace;
import io.crossim.route.api.GroupRequest;
import io.crossim.route.api.GroupRoleRequest;
import io.crossim.route.api.GroupUsersRequest;
import io.crossim.route.api.GroupVersion;
import io.crossim.route.api.RoutePaths;
import io.crossim.route.group.GroupCreationService;
import io.crossim.route.group.GroupInfoService;
import io.crossim.route.group.GroupService;
import io.crossim.route.group.MemberService;
import io.crossim.route.group.RoleService;
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

/** The calls about groups: what they are, and who is in them. */
@CimController
@GroupAnswers
@RequiredArgsConstructor
public final class GroupController {

  private final GroupCreationService creation;
  private final GroupService groups;
  private final MemberService members;
  private final RoleService roles;
  private final GroupInfoService infos;

  /** Knows operators by the secret of the cluster. */
  private final ClusterCredential credential;

  @PostMapping(RoutePaths.GROUP_CREATE)
  @Operation(summary = "Make a group; the caller becomes its owner")
  @CallExample(
      value =
          "{\"userId\":1793491200001,\"name\":\"friends\","
              + "\"members\":[1793491200002,1793491200003],\"clientMsgId\":\"g1\"}",
      required = {"userId", "name"})
  public CompletionStage<Envelope<CreatedGroup>> create(
      @RequestBody GroupCreateRequest body, CallRequest http) {
    return Answers.of(body.reqNo(), creation.create(body, caller(http)));
  }

  @PostMapping(RoutePaths.GROUP_CHANGE)
  @Operation(summary = "Give a group another name or other settings")
  @CallExample(
      value =
          "{\"userId\":1793491200001,\"groupId\":1793500000007,\"name\":\"old friends\","
              + "\"settings\":{\"join\":\"open\"}}",
      required = {"userId", "groupId"})
  public CompletionStage<Envelope<GroupVersion>> change(
      @RequestBody GroupChangeRequest body, CallRequest http) {
    return Answers.of(body.reqNo(), groups.change(body, caller(http)));
  }

  @PostMapping(RoutePaths.GROUP_ADD)
  @Operation(summary = "Make users members")
  @CallExample(
      value = "{\"userId\":1793491200001,\"groupId\":1793500000007,\"users\":[1793491200004]}",
      required = {"userId", "groupId", "users"})
  public CompletionStage<Envelope<ChangedUsers>> add(
      @RequestBody GroupUsersRequest body, CallRequest http) {
    return Answers.of(body.reqNo(), members.add(body, caller(http)));
  }

  @PostMapping(RoutePaths.GROUP_REMOVE)
  @Operation(summary = "Take members out")
  @CallExample(
      value = "{\"userId\":1793491200001,\"groupId\":1793500000007,\"users\":[1793491200004]}",
      required = {"userId", "groupId", "users"})
  public CompletionStage<Envelope<ChangedUsers>> remove(
      @RequestBody GroupUsersRequest body, CallRequest http) {
    return Answers.of(body.reqNo(), members.remove(body, caller(http)));
  }

  @PostMapping(RoutePaths.GROUP_ROLE)
  @Operation(summary = "Give a member another role, or keep them from posting for a time")
  @CallExample(
      value =
          "{\"userId\":1793491200001,\"groupId\":1793500000007,\"member\":1793491200002,"
              + "\"role\":\"admin\"}",
      required = {"userId", "groupId", "member"})
  public CompletionStage<Envelope<GroupVersion>> role(
      @RequestBody GroupRoleRequest body, CallRequest http) {
    return Answers.of(body.reqNo(), roles.role(body, caller(http)));
  }

  @PostMapping(RoutePaths.GROUP_JOIN)
  @Operation(summary = "Become a member of an open group")
  @CallExample(
      value = "{\"userId\":1793491200005,\"groupId\":1793500000007}",
      required = {"userId", "groupId"})
  public CompletionStage<Envelope<GroupPlace>> join(
      @RequestBody GroupRequest body, CallRequest http) {
    return Answers.of(body.reqNo(), members.join(body, caller(http)));
  }

  @PostMapping(RoutePaths.GROUP_LEAVE)
  @Operation(summary = "Leave a group")
  @CallExample(
      value = "{\"userId\":1793491200005,\"groupId\":1793500000007}",
      required = {"userId", "groupId"})
  public CompletionStage<Envelope<GroupPlace>> leave(
      @RequestBody GroupRequest body, CallRequest http) {
    return Answers.of(body.reqNo(), members.leave(body, caller(http)));
  }

  @PostMapping(RoutePaths.GROUP_DISMISS)
  @Operation(summary = "End a group")
  @CallExample(
      value = "{\"userId\":1793491200001,\"groupId\":1793500000007}",
      required = {"userId", "groupId"})
  public CompletionStage<Envelope<GroupPlace>> dismiss(
      @RequestBody GroupRequest body, CallRequest http) {
    return Answers.of(body.reqNo(), groups.dismiss(body, caller(http)));
  }

  @GetMapping(RoutePaths.GROUP_INFO)
  @Operation(summary = "What a group is")
  @Parameter(
      name = "userId",
      in = ParameterIn.QUERY,
      description = "a member; none with a push key",
      schema = @Schema(type = "integer", format = "int64"))
  @Parameter(
      name = "groupId",
      in = ParameterIn.QUERY,
      required = true,
      description = "the group",
      schema = @Schema(type = "integer", format = "int64"))
  public CompletionStage<Envelope<Group>> group(CallRequest http) {
    return Answers.of(
        null, infos.group(http.queryNumber("userId"), http.queryNumber("groupId"), caller(http)));
  }

  @GetMapping(RoutePaths.GROUP_MEMBERS)
  @Operation(summary = "List the members of a group, in no order")
  @Parameter(
      name = "userId",
      in = ParameterIn.QUERY,
      description = "a member; none with a push key",
      schema = @Schema(type = "integer", format = "int64"))
  @Parameter(
      name = "groupId",
      in = ParameterIn.QUERY,
      required = true,
      description = "the group",
      schema = @Schema(type = "integer", format = "int64"))
  @Parameter(
      name = "after",
      in = ParameterIn.QUERY,
      description = "the next of the page before",
      schema = @Schema(type = "string"))
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "about so many members; 100 without it, at most 500",
      schema = @Schema(type = "integer", format = "int64"))
  public CompletionStage<Envelope<GroupMembers>> members(CallRequest http) {
    return Answers.of(
        null,
        infos.members(
            http.queryNumber("userId"),
            http.queryNumber("groupId"),
            http.queryText("after"),
            http.queryNumber("limit"),
            caller(http)));
  }

  private Caller caller(CallRequest http) {
    return Caller.of(http, credential);
  }
}
