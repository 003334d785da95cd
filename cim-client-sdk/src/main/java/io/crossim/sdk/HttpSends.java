package io.crossim.sdk;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.route.api.BroadcastRequest;
import io.crossim.route.api.ConversationPlace;
import io.crossim.route.api.GroupApi;
import io.crossim.route.api.GroupSendRequest;
import io.crossim.route.api.MessageEditRequest;
import io.crossim.route.api.MessageReactRequest;
import io.crossim.route.api.MessageRecallRequest;
import io.crossim.route.api.PrivateMessage;
import io.crossim.route.api.RouteApi;
import io.crossim.route.api.SentToGroup;
import io.crossim.sdk.sending.Outcome;
import java.util.List;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;

/** Makes sends over HTTP, for the time in which the server is one that takes none. Blocks. */
@RequiredArgsConstructor
final class HttpSends {

  private final long userId;
  private final RouteApi route;
  private final RouteSelection<GroupApi> groups;

  Outcome send(Conversation to, OutgoingMessage message) {
    return switch (message.kind()) {
      case EDIT -> edit(to, message);
      case RECALL -> recall(to, message);
      case REACTION -> react(to, message);
      default -> content(to, message);
    };
  }

  private Outcome content(Conversation to, OutgoingMessage message) {
    return switch (to.type()) {
      case USER -> toUser(to.id(), message.text());
      case GROUP -> toGroup(to.id(), message);
      case ALL -> toAll(message.text());
    };
  }

  /** A v2 route answers 7000 to a message that it has stored for somebody who is offline. */
  private Outcome toUser(long receiver, String text) {
    try {
      route.sendPrivate(
          new PrivateMessage(userId, receiver, text, /* batchMsg= */ null, /* reqNo= */ null));
      return Outcome.TAKEN;
    } catch (CimException e) {
      if (e.code() == ResultCode.RECEIVER_OFFLINE) {
        return Outcome.STORED;
      }
      throw e;
    }
  }

  private Outcome toAll(String text) {
    route.broadcast(new BroadcastRequest(userId, text, /* reqNo= */ null));
    return Outcome.TAKEN;
  }

  private Outcome toGroup(long groupId, OutgoingMessage message) {
    GroupSendRequest request =
        new GroupSendRequest(
            userId,
            groupId,
            message.text(),
            message.contentType(),
            message.mentions().isEmpty() ? null : List.copyOf(message.mentions()),
            message.mentionsAll() ? true : null,
            message.refersTo() == 0 ? null : message.refersTo(),
            message.clientMsgId(),
            /* reqNo= */ null);
    SentToGroup sent = ask(api -> api.sendToGroup(request));
    return new Outcome(Outcome.Kind.STORED, number(sent.messageId()), 0, sent.conversationSeq());
  }

  private Outcome edit(Conversation in, OutgoingMessage message) {
    MessageEditRequest request =
        new MessageEditRequest(
            userId,
            in.groupId(),
            in.peerId(),
            message.refersTo(),
            message.text(),
            message.contentType(),
            message.clientMsgId(),
            /* reqNo= */ null);
    return placed(ask(api -> api.editMessage(request)));
  }

  private Outcome recall(Conversation in, OutgoingMessage message) {
    MessageRecallRequest request =
        new MessageRecallRequest(
            userId,
            in.groupId(),
            in.peerId(),
            message.refersTo(),
            message.clientMsgId(),
            /* reqNo= */ null);
    return placed(ask(api -> api.recallMessage(request)));
  }

  private Outcome react(Conversation in, OutgoingMessage message) {
    MessageReactRequest request =
        new MessageReactRequest(
            userId,
            in.groupId(),
            in.peerId(),
            message.refersTo(),
            message.text(),
            message.takesBack() ? true : null,
            message.clientMsgId(),
            /* reqNo= */ null);
    return placed(ask(api -> api.react(request)));
  }

  /** Makes a call that carries an id, so that a repetition is stored once. */
  private <T> T ask(Function<GroupApi, T> call) {
    return RouteCalls.answer(() -> groups.repeatable(call));
  }

  private static Outcome placed(ConversationPlace place) {
    return new Outcome(Outcome.Kind.STORED, 0, 0, place.conversationSeq());
  }

  /** Ids are numbers written as texts, because not every language has such numbers. */
  private static long number(String id) {
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
