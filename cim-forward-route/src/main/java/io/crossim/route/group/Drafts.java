package io.crossim.route.group;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.MessageBounds;
import io.crossim.common.result.CimException;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.route.api.GroupSendRequest;
import io.crossim.route.api.MessageEditRequest;
import io.crossim.route.api.MessageReactRequest;
import io.crossim.route.api.MessageRecallRequest;
import io.crossim.route.delivery.MessageNames;
import io.crossim.route.delivery.OutgoingId;
import io.crossim.service.web.Checks;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Makes of requests what is to be posted. Each throws a {@link CimException} that names the field
 * which is wrong.
 */
@RequiredArgsConstructor
final class Drafts {

  private final Targets targets;

  /** The largest text of a message. */
  private final int mostBytes;

  private final MessageNames names = new MessageNames();

  /** A message to a group. */
  Draft content(GroupSendRequest request) {
    Targets.Target group = targets.of(request.groupId(), /* peerId= */ null);
    Message.Builder content =
        text(Kind.CONTENT, request.msg(), request.contentType())
            .addAllMentions(GroupFields.anyUsers("mentions", request.mentions()))
            .setMentionsAll(Boolean.TRUE.equals(request.mentionsAll()));
    Long refersTo = request.refersTo();
    if (refersTo != null && refersTo != 0) {
      content.setRefersTo(GroupFields.place("refersTo", refersTo));
    }
    return new Draft(group, content.build(), id(request.clientMsgId()));
  }

  /** Another text for a message. */
  Draft edit(MessageEditRequest request) {
    Message.Builder edit = text(Kind.EDIT, request.msg(), request.contentType());
    return about(edit, request.groupId(), request.peerId(), request.seq(), request.clientMsgId());
  }

  /** That a message is taken back. */
  Draft recall(MessageRecallRequest request) {
    Message.Builder recall = Message.newBuilder().setKind(Kind.RECALL);
    return about(recall, request.groupId(), request.peerId(), request.seq(), request.clientMsgId());
  }

  /** A reaction to a message, or that it is taken back. */
  Draft reaction(MessageReactRequest request) {
    Message.Builder reaction =
        Message.newBuilder()
            .setKind(Kind.REACTION)
            .setBody(ByteString.copyFromUtf8(reaction(request.msg())))
            .setRecalled(Boolean.TRUE.equals(request.remove()));
    return about(
        reaction, request.groupId(), request.peerId(), request.seq(), request.clientMsgId());
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
}
