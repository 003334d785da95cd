package io.crossim.server.inbox;

import io.crossim.route.api.StoredMessage;
import io.crossim.server.connection.Connection;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * What was written to a client, until it is acknowledged: how long that takes, and the traces that
 * end with it. On the connection's event loop only; any thread may read the age.
 */
@RequiredArgsConstructor
final class WrittenMessages {

  private final Connection connection;
  private final InboxCalls calls;
  private final AckLatencySample latency = new AckLatencySample();

  /** Null until a message was written while traces are on. */
  private @Nullable DeliverySpans followed;

  /** Messages that are about to be written; those that are followed then name their new span. */
  List<StoredMessage> follow(List<StoredMessage> messages) {
    if (followed == null) {
      followed = calls.followed();
    }
    return followed == null ? messages : followed.begin(messages, connection.generation());
  }

  /** A message was written, and those before it. */
  void wrote(long seq) {
    if (latency.isNone()) {
      latency.begin(seq, calls.now());
    }
  }

  /**
   * The client has everything up to a place.
   *
   * @param sentSeq the last message that was written
   */
  void acknowledged(long seq, long sentSeq) {
    long waited = latency.settle(seq, sentSeq, calls.now());
    if (waited >= 0) {
      calls.meters().acknowledgedAfter(waited);
    }
    if (followed != null) {
      followed.acknowledged(seq);
    }
  }

  /** What waits is not acknowledged over this connection, or not before it was written again. */
  void giveUp() {
    latency.clear();
    if (followed != null) {
      followed.giveUp();
    }
  }

  /** How long an acknowledgement has been owed, in ns; 0 when none is. */
  long age() {
    return latency.age(calls.now());
  }
}
