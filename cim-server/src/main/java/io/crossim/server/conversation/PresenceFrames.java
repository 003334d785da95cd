package io.crossim.server.conversation;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Signal;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionState;
import io.crossim.server.connection.FrameSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

/**
 * What connections are told at a time: one frame for each. A connection that does not keep up does
 * without. Not safe for threads.
 */
final class PresenceFrames {

  private final List<Change> changes = new ArrayList<>(1);

  /** What a user is from now on, for those who watched them when that became known. */
  private record Change(long userId, boolean isOnline, List<Connection> watchers) {

    Signal signal() {
      return Signal.newBuilder()
          .setUserId(userId)
          .setType(isOnline ? Signal.Type.ONLINE : Signal.Type.OFFLINE)
          .build();
    }
  }

  void add(Collection<Connection> watchers, long userId, boolean isOnline) {
    changes.add(new Change(userId, isOnline, List.copyOf(watchers)));
  }

  boolean isEmpty() {
    return changes.isEmpty();
  }

  /** Makes the frames, and hands them to the event loops of the connections. */
  void send(ConversationMeters meters) {
    Map<Connection, Frame.Builder> frames = new LinkedHashMap<>();
    for (Change change : changes) {
      Signal signal = change.signal();
      for (Connection watcher : change.watchers) {
        frames
            .computeIfAbsent(watcher, to -> Frame.newBuilder().setCmd(Command.SIGNAL))
            .addSignals(signal);
      }
    }
    frames.forEach((connection, frame) -> send(connection, frame.build(), meters));
  }

  private static void send(Connection connection, Frame frame, ConversationMeters meters) {
    FrameSource source = FrameSource.shared(frame);
    try {
      connection.loop().execute(() -> write(connection, source, meters));
    } catch (RejectedExecutionException e) {
      meters.droppedSignals.increment(); // the loop has ended, and with it the connection
    }
  }

  private static void write(Connection connection, FrameSource frame, ConversationMeters meters) {
    if (connection.state() == ConnectionState.BOUND && connection.writer().deliver(frame)) {
      connection.writer().flush();
    } else {
      meters.droppedSignals.increment();
    }
  }
}
