package io.crossim.server.uplink;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.route.api.SendItem;
import io.crossim.route.api.UploadItem;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.SendRun;
import io.opentelemetry.api.trace.Span;

/**
 * A message and the connection that it came from.
 *
 * @param run of its connection, to which it belongs
 * @param generation of the session over which it came
 * @param trace the context that its next steps go on with; empty for none
 * @param weight what it costs while it waits, in bytes
 * @param span ends when the sender has its answer
 */
record Upload(
    Connection connection,
    SendRun run,
    Message message,
    long generation,
    String trace,
    long weight,
    Span span) {

  /** What a message costs beside what is sent of it. */
  private static final int OVERHEAD = 256;

  Upload(Connection connection, SendRun run, Message message, String trace, Span span) {
    this(
        connection,
        run,
        message,
        connection.generation(),
        trace,
        OVERHEAD + message.getSerializedSize(),
        span);
  }

  ByteString clientMsgId() {
    return message.getClientMsgIdBytes();
  }

  /** Whether {@link #toOlderItem} would leave out a part of it that counts. */
  boolean needsWholeForm() {
    return message.getConversation().getType() == Conversation.Type.GROUP
        || message.getKindValue() != Kind.CONTENT_VALUE;
  }

  /** Whether it need not be sent: its connection has ended, or its run is given back. */
  boolean isPointless() {
    return !connection.state().isLoggedIn() || run.isOver();
  }

  /** The message as its sender has sent it. */
  UploadItem toItem() {
    return UploadItem.newBuilder()
        .setSenderId(connection.userId())
        .setGeneration(generation)
        .setTrace(trace)
        .setPayload(message.toByteString())
        .setWantsStatus(!connection.takesEarlyAcks())
        .setIsLocal(connection.address().isLocal())
        .build();
  }

  /** The message for a route that does not know {@link #toItem}. */
  SendItem toOlderItem() {
    return SendItem.newBuilder()
        .setSenderId(connection.userId())
        .setSenderName(connection.userName())
        .setConversationType(message.getConversation().getTypeValue())
        .setConversationId(message.getConversation().getId())
        .setContentType(message.getContentType())
        .setBody(message.getBody())
        .setClientMsgId(message.getClientMsgId())
        .setTrace(trace)
        .setGeneration(generation)
        .build();
  }
}
