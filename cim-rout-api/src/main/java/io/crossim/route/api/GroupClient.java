package io.crossim.route.api;

import io.crossim.common.http.HttpCaller;
import io.crossim.common.result.CimException;
import io.crossim.common.result.Envelope;
import io.crossim.common.result.ResultCode;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** The calls about groups and conversations, made over HTTP. */
@RequiredArgsConstructor
abstract class GroupClient implements GroupApi {

  final HttpCaller http;

  @Override
  public CreatedGroup createGroup(GroupCreateRequest request) {
    return body(http.post(RoutePaths.GROUP_CREATE, request, CreatedGroup.class));
  }

  @Override
  public GroupVersion changeGroup(GroupChangeRequest request) {
    return body(http.post(RoutePaths.GROUP_CHANGE, request, GroupVersion.class));
  }

  @Override
  public ChangedUsers addToGroup(GroupUsersRequest request) {
    return body(http.post(RoutePaths.GROUP_ADD, request, ChangedUsers.class));
  }

  @Override
  public ChangedUsers removeFromGroup(GroupUsersRequest request) {
    return body(http.post(RoutePaths.GROUP_REMOVE, request, ChangedUsers.class));
  }

  @Override
  public GroupVersion setRole(GroupRoleRequest request) {
    return body(http.post(RoutePaths.GROUP_ROLE, request, GroupVersion.class));
  }

  @Override
  public GroupPlace joinGroup(GroupRequest request) {
    return body(http.post(RoutePaths.GROUP_JOIN, request, GroupPlace.class));
  }

  @Override
  public GroupPlace leaveGroup(GroupRequest request) {
    return body(http.post(RoutePaths.GROUP_LEAVE, request, GroupPlace.class));
  }

  @Override
  public GroupPlace dismissGroup(GroupRequest request) {
    return body(http.post(RoutePaths.GROUP_DISMISS, request, GroupPlace.class));
  }

  @Override
  public Group group(@Nullable Long userId, long groupId) {
    QueryPath path =
        new QueryPath(RoutePaths.GROUP_INFO).with("userId", userId).with("groupId", groupId);
    return body(http.get(path.text(), Group.class));
  }

  @Override
  public GroupMembers groupMembers(
      @Nullable Long userId, long groupId, @Nullable String after, @Nullable Integer limit) {
    QueryPath path =
        new QueryPath(RoutePaths.GROUP_MEMBERS)
            .with("userId", userId)
            .with("groupId", groupId)
            .with("after", after)
            .with("limit", limit);
    return body(http.get(path.text(), GroupMembers.class));
  }

  @Override
  public SentToGroup sendToGroup(GroupSendRequest message) {
    return body(http.post(RoutePaths.GROUP_SEND, message, SentToGroup.class));
  }

  @Override
  public ConversationPlace editMessage(MessageEditRequest request) {
    return body(http.post(RoutePaths.MESSAGE_EDIT, request, ConversationPlace.class));
  }

  @Override
  public ConversationPlace recallMessage(MessageRecallRequest request) {
    return body(http.post(RoutePaths.MESSAGE_RECALL, request, ConversationPlace.class));
  }

  @Override
  public ConversationPlace react(MessageReactRequest request) {
    return body(http.post(RoutePaths.MESSAGE_REACT, request, ConversationPlace.class));
  }

  @Override
  public void markRead(ReadRequest request) {
    http.post(RoutePaths.CONVERSATION_READ, request, Object.class);
  }

  @Override
  public void block(BlockRequest request) {
    http.post(RoutePaths.BLOCK, request, Object.class);
  }

  @Override
  public void mute(MuteRequest request) {
    http.post(RoutePaths.CONVERSATION_MUTE, request, Object.class);
  }

  @Override
  public BlockedUsers blocked(long userId) {
    QueryPath path = new QueryPath(RoutePaths.BLOCKED).with("userId", userId);
    return body(http.get(path.text(), BlockedUsers.class));
  }

  @Override
  public ConversationList conversations(
      long userId, @Nullable String after, @Nullable Integer limit) {
    QueryPath path =
        new QueryPath(RoutePaths.CONVERSATIONS)
            .with("userId", userId)
            .with("after", after)
            .with("limit", limit);
    return body(http.get(path.text(), ConversationList.class));
  }

  @Override
  public HistoryPage history(HistoryQuery query) {
    QueryPath path =
        new QueryPath(RoutePaths.HISTORY)
            .with("userId", query.userId())
            .with("groupId", query.groupId())
            .with("peerId", query.peerId())
            .with("before", query.before())
            .with("after", query.after())
            .with("limit", query.limit());
    return body(http.get(path.text(), HistoryPage.class));
  }

  @Override
  public Readers readers(long userId, long groupId, long seq) {
    QueryPath path =
        new QueryPath(RoutePaths.READERS)
            .with("userId", userId)
            .with("groupId", groupId)
            .with("seq", seq);
    return body(http.get(path.text(), Readers.class));
  }

  static <T> T body(Envelope<T> answer) {
    T body = answer.dataBody();
    if (body == null) {
      throw new CimException(ResultCode.FAILURE, "the route answered without a dataBody");
    }
    return body;
  }
}
