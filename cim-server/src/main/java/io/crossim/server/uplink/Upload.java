package io.crossim.server.uplink;

import com.google.protobuf.ByteString;
import io.crossim.route.api.SendItem;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.SendRun;
import io.opentelemetry.api.trace.Span;

/**
 * A message and the connection that it came from.
 *
 * @param run of its connection, to which it belongs
 * @param weight what it costs while it waits, in bytes
 * @param span ends when the sender has its answer
 */
record Upload(Connection connection, SendRun run, SendItem item, long weight, Span span) {

  /** What a message costs beside what is sent of it. */
  private static final int OVERHEAD = 256;

  Upload(Connection connection, SendRun run, SendItem item, Span span) {
    this(connection, run, item, OVERHEAD + item.getSerializedSize(), span);
  }

  ByteString clientMsgId() {
    return item.getClientMsgIdBytes();
  }

  /** Whether it need not be sent: its connection has ended, or its run is given back. */
  boolean isPointless() {
    return !connection.state().isLoggedIn() || run.isOver();
  }
}
