package io.crossim.sdk.connection;

import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** Hands messages on, and pauses reading while there is no room for more. */
@Slf4j
@RequiredArgsConstructor
final class MessageHandler extends SimpleChannelInboundHandler<Frame> {

  private final Inbound inbound;
  private final Heartbeat heartbeat;
  private final long userId;

  /** Is told of a connection that its client is asked to leave. */
  private final Consumer<Channel> goAway;

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Frame frame) {
    switch (frame.getCmd()) {
      case MESSAGE, OFFLINE, PUSH, SEND_ACK, CONTINUITY_BROKEN, RECEIPT, SIGNAL -> {
        if (!inbound.take(frame)) {
          pause(ctx.channel());
        }
      }
      case PING -> {
        if (frame.getText().equals(Frames.PING_TEXT)) {
          ctx.writeAndFlush(Frames.pong(userId));
        }
      }
      case KICK -> Closing.close(ctx.channel(), new KickedException(frame.getProblem()));
      case GO_AWAY ->
          ctx.executor()
              .schedule(
                  () -> goAway.accept(ctx.channel()),
                  frame.getGoAway().getDelayMs(),
                  TimeUnit.MILLISECONDS);
      case ERROR ->
          log.warn(
              "the server says {}: {}", frame.getProblem().getCode(), frame.getProblem().getText());
      default -> {
        // only newer servers know what it means
      }
    }
  }

  private void pause(Channel channel) {
    if (!channel.config().isAutoRead()) {
      return;
    }
    channel.config().setAutoRead(false);
    inbound.whenRoom(() -> Loops.execute(channel.eventLoop(), () -> resume(channel)));
  }

  private void resume(Channel channel) {
    heartbeat.resumed(); // the silence of the pause was ours
    channel.config().setAutoRead(true);
  }
}
