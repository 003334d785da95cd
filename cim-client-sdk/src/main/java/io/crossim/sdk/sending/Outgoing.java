package io.crossim.sdk.sending;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.common.result.CimException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One send on its way. What is not final is guarded by the monitor of its {@link SendQueue}. */
final class Outgoing {

  /** Makes the send over HTTP, and blocks. */
  final Supplier<Outcome> call;

  /** The send as a frame for a v3 server, with an id; null for a send that only the route takes. */
  final @Nullable Frame frame;

  /** The place in the order of the calls. */
  final long number;

  final CompletableFuture<Outcome> result = new CompletableFuture<>();

  /** Whether it was begun at least once and may have left. */
  boolean tried;

  /** Why it can't be written; null while it can. A refused send only waits for its outcome. */
  @Nullable CimException refusal;

  /** Calls that failed before anything left. */
  int failedCalls;

  @Nullable Future<?> expiry;

  Outgoing(Supplier<Outcome> call, @Nullable Frame frame, long number) {
    this.call = call;
    this.frame = frame;
    this.number = number;
  }

  /** The sender's own id of the message; empty for a send that only the route takes. */
  String id() {
    return frame == null ? "" : frame.getMessages(0).getClientMsgId();
  }

  static Frame frame(Message message) {
    return Frame.newBuilder().setCmd(Command.SEND).addMessages(message).build();
  }

  /** Whether only a server that knows conversations can take a frame. */
  static boolean isForConversations(Frame frame) {
    Message message = frame.getMessages(0);
    return message.getConversation().getType() == Conversation.Type.GROUP
        || message.getKind() != Kind.CONTENT;
  }
}
