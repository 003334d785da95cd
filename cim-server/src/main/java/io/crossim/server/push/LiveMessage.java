package io.crossim.server.push;

import io.crossim.server.connection.Connection;
import io.crossim.server.connection.Dialect;
import io.crossim.server.connection.FrameSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;

/** A live message, encoded once for each protocol that its receivers speak. Any thread. */
@RequiredArgsConstructor
final class LiveMessage {

  private final Function<Dialect, FrameSource> encoder;
  private final Map<Dialect, FrameSource> encoded = new ConcurrentHashMap<>(4);

  /**
   * Hands the message to a connection, on its event loop and without a flush.
   *
   * @return whether the connection took it
   */
  boolean deliver(Connection connection) {
    return connection.writer().deliver(encoded.computeIfAbsent(connection.dialect(), encoder));
  }
}
