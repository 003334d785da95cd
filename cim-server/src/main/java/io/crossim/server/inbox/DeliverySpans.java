package io.crossim.server.inbox;

import io.crossim.common.trace.MessageTraces;
import io.crossim.common.trace.Step;
import io.crossim.common.trace.TracedPayload;
import io.crossim.route.api.StoredMessage;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import lombok.RequiredArgsConstructor;

/**
 * Those messages of one connection whose trace is followed, from their write to their
 * acknowledgement. On the connection's event loop only.
 */
@RequiredArgsConstructor
final class DeliverySpans {

  private final MessageTraces traces;

  /**
   * One permit for each, in all of the process: clients that never acknowledge must not fill it.
   */
  private final Semaphore room;

  private final ArrayDeque<Followed> waiting = new ArrayDeque<>(1);

  /** Messages that are about to be written; those that are followed then name their new span. */
  List<StoredMessage> begin(List<StoredMessage> messages, long session) {
    List<StoredMessage> marked = messages;
    for (int i = 0; i < messages.size(); i++) {
      StoredMessage message = messages.get(i);
      String context = TracedPayload.context(message.getPayload());
      if (context.isEmpty() || !room.tryAcquire()) {
        continue;
      }
      Span span = traces.follow(Step.DELIVER, context);
      if (!span.isRecording()) {
        room.release();
        continue;
      }
      MessageTraces.name(span, message.getMessageId());
      span.setAttribute("session.id", Long.toString(session));
      waiting.add(new Followed(message.getSeq(), span));
      if (marked == messages) {
        marked = new ArrayList<>(messages);
      }
      marked.set(i, marked(message, span));
    }
    return marked;
  }

  private static StoredMessage marked(StoredMessage message, Span span) {
    return message.toBuilder().setPayload(TracedPayload.with(message.getPayload(), span)).build();
  }

  /** Ends the spans of all messages up to one that is acknowledged. */
  void acknowledged(long seq) {
    while (!waiting.isEmpty() && waiting.peek().seq <= seq) {
      endFirst(/* acknowledged= */ true);
    }
  }

  /** What waits is not acknowledged over this connection, or not before it was written again. */
  void giveUp() {
    while (!waiting.isEmpty()) {
      endFirst(/* acknowledged= */ false);
    }
  }

  private void endFirst(boolean acknowledged) {
    waiting.remove().span.setAttribute("cim.acknowledged", acknowledged).end();
    room.release();
  }

  private record Followed(long seq, Span span) {}
}
