package io.crossim.route.group;

import io.crossim.common.protocol.MessageBounds;
import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.trace.MessageTraces;
import io.crossim.common.trace.Step;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.persistence.conversation.Reaction;
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
import io.crossim.route.delivery.MessageNames;
import io.crossim.route.delivery.OutgoingId;
import io.crossim.service.clock.Deadline;
import io.crossim.service.limits.TrafficLimits;
import io.crossim.service.web.Checks;
import io.opentelemetry.api.trace.Span;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Posts to groups: messages, and what is done to them. Never blocks; what is wrong with a request
 * is thrown at once, everything else fails the result.
 */
public final class GroupMessageService {

  private final Conversations conversations;
  private final Actors actors;
  private final TrafficLimits traffic;
  private final GroupTraffic groupTraffic;
  private final MessageTraces traces;
  private final int mostBytes;
  private final MessageNames names = new MessageNames();

  /**
   * @param mostBytes the largest text of a message
   */
  GroupMessageService(
      Conversations conversations,
      Actors actors,
      TrafficLimits traffic,
      GroupTraffic groupTraffic,
      MessageTraces traces,
      int mostBytes) {
    this.conversations = conversations;
    this.actors = actors;
    this.traffic = traffic;
    this.groupTraffic = groupTraffic;
    this.traces = traces;
    this.mostBytes = mostBytes;
  }

  /**
   * Sends to the members of a group; done when the message is in its log.
   *
   * @param trace the context that the sender gave; empty for none
   */
  public CompletableFuture<SentToGroup> send(
      GroupSendRequest request, Caller caller, String trace) {
    traffic.send(caller.address(), 1);
    Deadline limit = CallTime.begin();
    ConversationId group = ConversationId.group(GroupFields.groupId(request.groupId()));
    GroupPosts.Content content = content(request);
    OutgoingId id = id(request.clientMsgId());
    CompletableFuture<StoredAccount> sender = actors.userOrSystem(request.userId(), caller);
    Span span = traces.enter(Step.ROUTE, trace);
    String onward = MessageTraces.onward(span, trace);
    CompletableFuture<SentToGroup> sent =
        post(
                sender,
                known -> new GroupPosts(group, known, id).content(content, onward),
                caller,
                limit)
            .thenApply(GroupMessageService::sent);
    if (span.isRecording()) {
      sent.whenComplete((message, failure) -> end(span, message, failure));
    }
    return sent;
  }

  private GroupPosts.Content content(GroupSendRequest request) {
    Long refersTo = request.refersTo();
    return new GroupPosts.Content(
        Checks.text("msg", request.msg(), mostBytes),
        type(request.contentType()),
        refersTo == null || refersTo == 0 ? 0 : GroupFields.place("refersTo", refersTo),
        GroupFields.anyUsers("mentions", request.mentions()),
        Boolean.TRUE.equals(request.mentionsAll()));
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
    ConversationId group = GroupFields.conversation(request.groupId(), request.peerId());
    long place = GroupFields.place("seq", request.seq());
    String text = Checks.text("msg", request.msg(), mostBytes);
    String type = type(request.contentType());
    OutgoingId id = id(request.clientMsgId());
    return change(
        actors.userOrSystem(request.userId(), caller),
        sender -> new GroupPosts(group, sender, id).edit(place, type, text),
        caller);
  }

  /** Takes a message back. */
  public CompletableFuture<ConversationPlace> recall(
      MessageRecallRequest request, Caller caller) {
    traffic.send(caller.address(), 1);
    ConversationId group = GroupFields.conversation(request.groupId(), request.peerId());
    long place = GroupFields.place("seq", request.seq());
    OutgoingId id = id(request.clientMsgId());
    return change(
        actors.userOrSystem(request.userId(), caller),
        sender -> new GroupPosts(group, sender, id).recall(place),
        caller);
  }

  /** Gives a reaction to a message, or takes it back. */
  public CompletableFuture<ConversationPlace> react(MessageReactRequest request, Caller caller) {
    traffic.send(caller.address(), 1);
    ConversationId group = GroupFields.conversation(request.groupId(), request.peerId());
    long place = GroupFields.place("seq", request.seq());
    Reaction reaction = reaction(request);
    OutgoingId id = id(request.clientMsgId());
    return change(
        actors.user(request.userId(), caller),
        sender -> new GroupPosts(group, sender, id).reaction(place, reaction),
        caller);
  }

  private static Reaction reaction(MessageReactRequest request) {
    String text = Checks.text("msg", request.msg(), ConversationLimits.REACTION_BYTES);
    if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
      throw CimException.invalid(
          "msg", "blanks or control characters", "a reaction, mostly an emoji");
    }
    return new Reaction(text, !Boolean.TRUE.equals(request.remove()));
  }

  private CompletableFuture<ConversationPlace> change(
      CompletableFuture<StoredAccount> sender,
      Function<StoredAccount, Post> post,
      Caller caller) {
    return post(sender, post, caller, CallTime.begin())
        .thenApply(outcome -> new ConversationPlace(outcome.place().seq()));
  }

  private CompletableFuture<PostOutcome> post(
      CompletableFuture<StoredAccount> sender,
      Function<StoredAccount, Post> post,
      Caller caller,
      Deadline limit) {
    return CallTime.bound(
        sender.thenCompose(known -> post(post.apply(known), caller, limit)), limit);
  }

  private CompletableFuture<PostOutcome> post(Post post, Caller caller, Deadline limit) {
    long groupId = post.conversation().first();
    traffic.sendAs(caller.address(), post.sender(), 1);
    groupTraffic.send(caller.address(), groupId);
    return conversations
        .post(post, limit)
        .thenApply(
            outcome -> {
              CimException refused = PostRefusals.of(post, outcome);
              if (refused != null) {
                giveBack(refused, caller, groupId);
                throw refused;
              }
              return outcome;
            });
  }

  /** Who is no member uses up nothing of what the group may be sent. */
  private void giveBack(CimException refused, Caller caller, long groupId) {
    if (refused.code() == ResultCode.NOT_A_MEMBER || refused.code() == ResultCode.GROUP_UNKNOWN) {
      groupTraffic.giveBack(caller.address(), groupId);
    }
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

  private OutgoingId id(@Nullable String given) {
    if (given == null) {
      return OutgoingId.made(names.next());
    }
    MessageBounds.checkId("clientMsgId", given);
    return OutgoingId.given(given);
  }
}
