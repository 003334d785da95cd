package io.crossim.server.gateway;

import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionState;
import io.crossim.server.connection.ConnectionsByLoop;
import io.crossim.server.connection.Feed;
import io.crossim.server.conversation.Subscriptions;
import io.crossim.server.session.Logins;
import io.crossim.server.session.SessionBinder;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import lombok.RequiredArgsConstructor;

/** Notes that a connection begins, that it lives, and that it ends. */
@Sharable
@RequiredArgsConstructor
final class ConnectionLifecycleHandler extends ChannelInboundHandlerAdapter {

  private final ConnectionsByLoop connections;
  private final SessionBinder sessions;
  private final Logins logins;
  private final Subscriptions subscriptions;

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    connections.join(Connection.of(ctx.channel()));
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    Connection connection = Connection.of(ctx.channel());
    connection.liveness().heard();
    Feed feed = connection.feed();
    if (feed != null) {
      feed.read();
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    Feed feed = Connection.of(ctx.channel()).feed();
    if (feed != null && ctx.channel().isWritable()) {
      feed.resume();
    }
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    Connection connection = Connection.of(ctx.channel());
    boolean orderly = connection.state() == ConnectionState.BOUND;
    connection.close(CloseReason.PEER_CLOSED);
    Feed feed = connection.feed();
    if (feed != null) {
      feed.end(orderly);
    }
    logins.end(connection);
    subscriptions.end(connection);
    // A gateway that waits for its last connection to leave must find the unbind under way.
    sessions.end(connection);
    connections.leave(connection);
    ctx.fireChannelInactive();
  }
}
