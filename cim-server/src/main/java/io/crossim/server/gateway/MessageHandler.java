package io.crossim.server.gateway;

import io.crossim.common.protocol.Frame;
import io.crossim.server.connection.Connection;
import io.crossim.server.inbox.Feeds;
import io.crossim.server.inbox.InboxFeed;
import io.crossim.server.inbox.InboxPosition;
import io.crossim.server.uplink.Uplink;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import lombok.RequiredArgsConstructor;

/** What a v3 client says about messages. */
@Sharable
@RequiredArgsConstructor
final class MessageHandler extends SimpleChannelInboundHandler<Frame> {

  private final Uplink uplink;

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Frame frame) {
    Connection connection = Connection.of(ctx.channel());
    InboxFeed feed = Feeds.of(connection);
    if (!connection.isV3() || feed == null) {
      ctx.fireChannelRead(frame);
      return;
    }
    switch (frame.getCmd()) {
      case SEND -> uplink.send(connection, frame.getMessagesList());
      case ACK -> feed.acknowledge(InboxPosition.of(frame.getPosition()));
      case SYNC -> feed.sync(InboxPosition.of(frame.getPosition()));
      default -> ctx.fireChannelRead(frame);
    }
  }
}
