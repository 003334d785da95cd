package io.crossim.route.group;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.MessageBounds;
import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.trace.MessageTraces;
import io.crossim.common.trace.Step;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.route.access.Caller;
import io.crossim.route.api.ConversationPlace;
import io.crossim.route.api.GroupSendRequest;
import io.crossim.route.api.MessageEditRequest;
import io.crossim.route.api.MessageReactRequest;
import io.crossim.route.api.MessageRecallRequest;
import io.crossim.route.api.SentToGroup;
import io.crossim.route.conversation.Conversations;
import io.crossim.route.conversation.GroupTraffic;
import io.crossim.route.conversation.PostRefusals;
import io.crossim.route.delivery.CheckedPost;
import io.crossim.route.delivery.MessageNames;
import io.crossim.route.delivery.OutgoingId;
import io.crossim.service.clock.Deadline;
import io.crossim.service.limits.TrafficLimits;
import io.crossim.service.web.Checks;
import io.opentelemetry.api.trace.Span;
import java.util.concurrent.CompletableFuture;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Posts to groups: messages, and what is done to them; also what is done to private ones. Never
 * blocks; what is wrong with a request is thrown at once, everything else fails the result.
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class GroupMessageService {

  private final Conversations conversations;
  private final Actors actors;
  private final Targets targets;
  private final TrafficLimits traffic;
  private final GroupTraffic groupTraffic;
  private final MessageTraces traces;

  /** The largest text of a message. */
  private final int mostBytes;

  private final MessageNames names = new MessageNames();

  /** What is to be posted, checked as far as it can be without the conversation. */
  private record Draft(Targets.Target to, Message content, OutgoingId id) {}

  /**
   * Sends to the members of a group; done when the message is in its log.
   *
   * @param trace the context that the sender gave; empty for none
   */
  public CompletableFuture<SentToGroup> send(
      GroupSendRequest request, Caller caller, String trace) {
    traffic.send(caller.address(), 1);
    Draft draft =
        new Draft(
            targets.of(request.groupId(), /* peerId= */ null),
            content(request),
            id(request.clientMsgId()));
    CompletableFuture<StoredAccount> sender = actors.userOrSystem(request.userId(), caller);
    Span span = traces.enter(Step.ROUTE, trace);
    CompletableFuture<SentToGroup> sent =
        post(sender, draft, caller, MessageTraces.onward(span, trace))
            .thenApply(GroupMessageService::sent);
    if (span.isRecording()) {
      sent.whenComplete((message, failure) -> end(span, message, failure));
    }
    return sent;
  }

  private Message content(GroupSendRequest request) {
    Message.Builder content =
        text(Kind.CONTENT, request.msg(), request.contentType())
            .addAllMentions(GroupFields.anyUsers("mentions", request.mentions()))
            .setMentionsAll(Boolean.TRUE.equals(request.mentionsAll()));
    Long refersTo = request.refersTo();
    if (refersTo != null && refersTo != 0) {
      content.setRefersTo(GroupFields.place("refersTo", refersTo));
    }
    return content.build();
  }

  private static SentToGroup sent(PostOutcome outcome) {
    return new SentToGroup(
        Long.toString(outcome.place().messageId()),
        outcome.place().seq(),
        SentToGroup.Status.STORED);
  }

  private static void end(Span span, SentToGroup message, @Nullable Throwable failure) {
    if (failure != null) {
      MessageTraces.fail(span, Await.cause(failure));
    } else {
      MessageTraces.end(span, ResultCode.SUCCESS.code(), Long.parseLong(message.messageId()));
    }
  }

  /** Replaces the text of the caller's own message. */
  public CompletableFuture<ConversationPlace> edit(MessageEditRequest request, Caller caller) {
    traffic.send(caller.address(), 1);
    Message.Builder edit = text(Kind.EDIT, request.msg(), request.contentType());
    Draft draft =
        about(edit, request.groupId(), request.peerId(), request.seq(), request.clientMsgId());
    return change(actors.userOrSystem(request.userId(), caller), draft, caller);
  }

  /** Takes a message back. */
  public CompletableFuture<ConversationPlace> recall(MessageRecallRequest request, Caller caller) {
    traffic.send(caller.address(), 1);
    Message.Builder recall = Message.newBuilder().setKind(Kind.RECALL);
    Draft draft =
        about(recall, request.groupId(), request.peerId(), request.seq(), request.clientMsgId());
    return change(actors.userOrSystem(request.userId(), caller), draft, caller);
  }

  /** Gives a reaction to a message, or takes it back. */
  public CompletableFuture<ConversationPlace> react(MessageReactRequest request, Caller caller) {
    traffic.send(caller.address(), 1);
    Message.Builder reaction =
        Message.newBuilder()
            .setKind(Kind.REACTION)
            .setBody(ByteString.copyFromUtf8(reaction(request.msg())))
            .setRecalled(Boolean.TRUE.equals(request.remove()));
    Draft draft =
        about(reaction, request.groupId(), request.peerId(), request.seq(), request.clientMsgId());
    return change(actors.user(request.userId(), caller), draft, caller);
  }

  private static String reaction(@Nullable String given) {
    String text = Checks.text("msg", given, ConversationLimits.REACTION_BYTES);
    if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
      throw CimException.invalid(
          "msg", "blanks or control characters", "a reaction, mostly an emoji");
    }
    return text;
  }

  private Message.Builder text(Kind kind, @Nullable String text, @Nullable String contentType) {
    return Message.newBuilder()
        .setKind(kind)
        .setContentType(type(contentType))
        .setBody(ByteString.copyFromUtf8(Checks.text("msg", text, mostBytes)));
  }

  /** Empty for text/plain. */
  private static String type(@Nullable String given) {
    if (given == null) {
      return "";
    }
    MessageBounds.checkContentType("contentType", given);
    if (given.chars().anyMatch(Character::isISOControl)) {
      throw CimException.invalid("contentType", "control characters", "a media type");
    }
    return given;
  }

  /** Something that is done to the message at a place. */
  private Draft about(
      Message.Builder content,
      @Nullable Long groupId,
      @Nullable Long peerId,
      @Nullable Long seq,
      @Nullable String clientMsgId) {
    return new Draft(
        targets.of(groupId, peerId),
        content.setRefersTo(GroupFields.place("seq", seq)).build(),
        id(clientMsgId));
  }

  private OutgoingId id(@Nullable String given) {
    if (given == null) {
      return OutgoingId.made(names.next());
    }
    MessageBounds.checkId("clientMsgId", given);
    return OutgoingId.given(given);
  }

  private CompletableFuture<ConversationPlace> change(
      CompletableFuture<StoredAccount> sender, Draft draft, Caller caller) {
    return post(sender, draft, caller, "")
        .thenApply(outcome -> new ConversationPlace(outcome.place().seq()));
  }

  private CompletableFuture<PostOutcome> post(
      CompletableFuture<StoredAccount> sender, Draft draft, Caller caller, String trace) {
    Deadline limit = CallTime.begin();
    return CallTime.bound(
        sender.thenCompose(
            known ->
                post(
                    new CheckedPost(
                            known, draft.to().of(known.userId()), draft.content(), draft.id())
                        .post(trace),
                    caller,
                    limit)),
        limit);
  }

  private CompletableFuture<PostOutcome> post(Post post, Caller caller, Deadline limit) {
    count(post, caller);
    return conversations
        .post(post, limit)
        .thenApply(
            outcome -> {
              CimException refused = PostRefusals.of(post, outcome);
              if (refused != null) {
                giveBack(refused, caller, post.conversation().first());
                throw refused;
              }
              return outcome;
            });
  }

  private void count(Post post, Caller caller) {
    if (!post.conversation().isGroup()) {
      traffic.sendAs(caller.address(), post.sender(), 1);
      return;
    }
    long groupId = post.conversation().first();
    traffic.sendAs(caller.address(), post.sender(), conversations.weight(groupId));
    groupTraffic.send(caller.address(), groupId);
  }

  /** Lets a stranger use up nothing of what the group may be sent. */
  private void giveBack(CimException refused, Caller caller, long groupId) {
    if (refused.code() == ResultCode.NOT_A_MEMBER || refused.code() == ResultCode.GROUP_UNKNOWN) {
      groupTraffic.giveBack(caller.address(), groupId);
    }
  }
}
