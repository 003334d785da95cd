package io.crossim.server.websocket;

import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import io.crossim.server.dialect.V3Dialect;
import io.crossim.server.inbox.InboxCalls;
import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;

/**
 * Protocol v3 over WebSocket. A page cannot stop reading, so less is pushed to it ahead; and its
 * timers may rest, so the server asks for signs of life, which the browser gives without the page.
 */
public final class WebSocketDialect extends V3Dialect {

  /** How many pushed messages may be unacknowledged. */
  public static final int WINDOW = 200;

  /** A client that does not answer the end is closed then. */
  private static final long GOODBYE_WITHIN_MILLIS = 1_000;

  public WebSocketDialect(InboxCalls calls, int maxFrame) {
    super(calls, maxFrame, WINDOW);
  }

  @Override
  public void ping(Connection connection) {
    connection.writer().writeNow(ControlFrame.ping());
  }

  @Override
  public void keepAlive(Connection connection) {
    ping(connection);
  }

  /**
   * Says why, and leaves the client a moment to read it: what a socket has not read when it is
   * closed makes the operating system break the connection off.
   */
  @Override
  public void hangUp(Channel channel, CloseReason reason) {
    if (!channel.isActive()) {
      channel.close();
      return;
    }
    channel.writeAndFlush(ControlFrame.close(CloseCodes.of(reason), reason.text()));
    switch (reason) {
      case PEER_CLOSED, CONNECTION_LOST, SILENT, RELEASED, SLOW_RECEIVER -> channel.close();
      default -> {
        channel.config().setAutoRead(true); // it may have been held back
        var unused =
            channel
                .eventLoop()
                .schedule(() -> channel.close(), GOODBYE_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }
}
