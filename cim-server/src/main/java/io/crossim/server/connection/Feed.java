package io.crossim.server.connection;

import io.crossim.route.api.StoredMessage;
import io.crossim.server.api.PushOutcome;
import org.jspecify.annotations.Nullable;

/** Writes the messages of a user's inbox to one connection. On the connection's event loop only. */
public interface Feed {

  /**
   * The session is bound: from now on messages are written.
   *
   * @param resume where the client says it stands; null for what the device has acknowledged
   */
  void start(InboxView inbox, @Nullable InboxPosition resume);

  /** The session was bound again, and conversations may have what was not brought meanwhile. */
  void mayLack();

  /** A stored message arrived; the caller flushes. */
  PushOutcome push(String pushedEpoch, StoredMessage message);

  /** A route says where the inbox ends. */
  void head(String headEpoch, long seq);

  /** Whether the head should be asked for again. */
  boolean isHeadDue(long now, long afterNanos);

  /** The client wants what follows a position. Of several that wait the last one counts. */
  void sync(InboxPosition wanted);

  /** The client acknowledges everything up to a place. */
  void acknowledge(InboxPosition upTo);

  /** The client asks for the rest of what waits. */
  void fetch();

  /** Something was read from the client. */
  void read();

  /** Room may have come: in the channel, or in the window. */
  void resume();

  /**
   * The connection is at its end.
   *
   * @param orderly whether the client closed it
   */
  void end(boolean orderly);

  /** How many messages the inbox is known to hold that are not acknowledged. Any thread. */
  long unacknowledged();

  /**
   * For how long at least the oldest message that was written waits for its acknowledgement, in ns.
   * Any thread.
   */
  long unacknowledgedFor();
}
