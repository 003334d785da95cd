package io.crossim.server.conversation;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Signal;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionState;
import io.crossim.server.connection.FrameSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import lombok.RequiredArgsConstructor;

/**
 * What connections are told at a time: one frame for each. A connection that does not keep up does
 * without. Not safe for threads.
 */
@RequiredArgsConstructor
final class PresenceFrames {

  private final ConversationMeters meters;
  private final Map<Connection, Frame.Builder> frames = new LinkedHashMap<>();

  void add(Connection connection, long userId, boolean isOnline) {
    frames
        .computeIfAbsent(connection, to -> Frame.newBuilder().setCmd(Command.SIGNAL))
        .addSignals(
            Signal.newBuilder()
                .setUserId(userId)
                .setType(isOnline ? Signal.Type.ONLINE : Signal.Type.OFFLINE));
  }

  /** Hands them to the event loops of the connections. */
  void send() {
    frames.forEach(
        (connection, frame) -> {
          FrameSource source = FrameSource.shared(frame.build());
          try {
            connection.loop().execute(() -> write(connection, source));
          } catch (RejectedExecutionException e) {
            meters.droppedSignals.increment(); // the loop has ended, and with it the connection
          }
        });
  }

  private void write(Connection connection, FrameSource frame) {
    if (connection.state() == ConnectionState.BOUND && connection.writer().deliver(frame)) {
      connection.writer().flush();
    } else {
      meters.droppedSignals.increment();
    }
  }
}
