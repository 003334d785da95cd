package io.crossim.server.push;

import io.crossim.server.connection.Connection;
import io.crossim.server.connection.Dialect;
import io.crossim.server.connection.FrameSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** A live message, encoded once for each protocol that its receivers speak. Any thread. */
@RequiredArgsConstructor
final class LiveMessage {

  private final Function<Dialect, FrameSource> encoder;
  private final Map<Dialect, FrameSource> encoded = new ConcurrentHashMap<>(4);

  /** What the last receiver got: the next one mostly speaks the same, and needs no look-up. */
  private volatile @Nullable Encoded last;

  private record Encoded(Dialect dialect, FrameSource frame) {}

  /**
   * Hands the message to a connection, on its event loop and without a flush.
   *
   * @return whether the connection took it
   */
  boolean deliver(Connection connection) {
    Dialect dialect = connection.dialect();
    Encoded known = last;
    if (known == null || known.dialect != dialect) {
      known = new Encoded(dialect, encoded.computeIfAbsent(dialect, encoder));
      last = known;
    }
    return connection.writer().deliver(known.frame);
  }
}
