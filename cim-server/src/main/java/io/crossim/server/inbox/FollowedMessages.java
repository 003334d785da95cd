package io.crossim.server.inbox;

import com.google.protobuf.ByteString;
import io.crossim.common.trace.MessageTraces;
import io.crossim.common.trace.Step;
import io.crossim.common.trace.TracedPayload;
import io.crossim.route.api.StoredMessage;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;

/**
 * Those messages of one connection whose trace is followed, from their write to their
 * acknowledgement. On the connection's event loop only.
 */
@RequiredArgsConstructor
final class FollowedMessages {

  /** A client that never acknowledges must not fill the memory. */
  private static final int MOST = Feeds.WINDOW;

  private final MessageTraces traces;

  private final ArrayDeque<Followed> waiting = new ArrayDeque<>(1);

  /** Messages that are about to be written; those that are followed then name their new span. */
  List<StoredMessage> begin(List<StoredMessage> messages, long session) {
    List<StoredMessage> marked = new ArrayList<>(messages.size());
    for (StoredMessage message : messages) {
      marked.add(begin(message, session));
    }
    return marked;
  }

  private StoredMessage begin(StoredMessage message, long session) {
    ByteString payload = message.getPayload();
    Span span = traces.follow(Step.DELIVER, TracedPayload.context(payload));
    if (!span.isRecording() || waiting.size() >= MOST) {
      return message;
    }
    MessageTraces.name(span, message.getMessageId());
    span.setAttribute("session.id", Long.toString(session));
    waiting.add(new Followed(message.getSeq(), span));
    return message.toBuilder().setPayload(TracedPayload.with(payload, span)).build();
  }

  /** Everything up to a place is acknowledged. */
  void acknowledged(long seq) {
    while (!waiting.isEmpty() && waiting.peek().seq <= seq) {
      waiting.remove().end(/* acknowledged= */ true);
    }
  }

  /** What waits is not acknowledged over this connection, or not before it was written again. */
  void giveUp() {
    waiting.forEach(followed -> followed.end(/* acknowledged= */ false));
    waiting.clear();
  }

  private record Followed(long seq, Span span) {

    void end(boolean acknowledged) {
      span.setAttribute("cim.acknowledged", acknowledged);
      span.end();
    }
  }
}
