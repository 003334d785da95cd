package io.crossim.benchmark.attack;

import io.crossim.benchmark.transport.FrameBuffers;
import io.crossim.benchmark.transport.Loops;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.FrameDecoder;
import io.crossim.common.result.ResultCode;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connections that strangers keep open: each follows its script, and one that is closed is made
 * again a step later. Where strangers may not log in, every frame that only a logged-in client gets
 * counts as a success.
 */
final class Sockets implements Attack {

  private final Script script;
  private final long stepNanos;
  private final Manner manner;
  private final AttackTally tally;
  private final Bootstrap bootstrap;
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private volatile boolean ended;

  /** How strangers behave on their connections. */
  enum Manner {
    /** They log in with what should be refused. */
    UNINVITED,
    /** They log in to an account of their own. */
    AT_HOME,
    /** They read no answers. */
    DEAF
  }

  private Sockets(
      InetSocketAddress address,
      Duration step,
      Script script,
      Manner manner,
      AttackTally tally,
      Loops loops) {
    this.script = script;
    this.manner = manner;
    this.stepNanos = step.toNanos();
    this.tally = tally;
    this.bootstrap =
        new Bootstrap()
            .group(loops.group())
            .channel(Loops.client())
            .remoteAddress(address)
            .option(ChannelOption.AUTO_READ, manner != Manner.DEAF)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new FrameDecoder(FrameBuffers.MAX_FRAME))
                        .addLast(new Stranger());
                  }
                });
  }

  /**
   * Opens them.
   *
   * @param step the time from one step of the script to the next
   */
  static Attack open(
      int count,
      InetSocketAddress address,
      Duration step,
      Script script,
      Manner manner,
      AttackTally tally,
      Loops loops) {
    Sockets sockets = new Sockets(address, step, script, manner, tally, loops);
    for (int i = 0; i < count; i++) {
      sockets.connect();
    }
    return sockets;
  }

  private void connect() {
    tally.tried();
    bootstrap
        .connect()
        .addListener(
            (ChannelFuture made) -> {
              if (!made.isSuccess()) {
                again(made.channel());
              }
            });
  }

  private void again(Channel closed) {
    if (!ended) {
      var unused = closed.eventLoop().schedule(this::connect, stepNanos, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void close() {
    ended = true;
    open.close();
  }

  private final class Stranger extends ChannelInboundHandlerAdapter {

    private int step;

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      if (ended) {
        ctx.close();
        return;
      }
      open.add(ctx.channel());
      send(ctx);
    }

    private void send(ChannelHandlerContext ctx) {
      if (!ctx.channel().isActive()) {
        return;
      }
      ctx.writeAndFlush(script.bytes(step++, ctx.alloc()));
      var unused = ctx.executor().schedule(() -> send(ctx), stepNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
      if (manner == Manner.UNINVITED && read instanceof Frame frame && isWelcome(frame)) {
        tally.got();
      }
    }

    private boolean isWelcome(Frame frame) {
      return frame.getCmd() == Command.LOGIN_ACK
          ? frame.getLoginAck().getCode().equals(ResultCode.SUCCESS.code())
          : frame.getCmd() != Command.ERROR;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      again(ctx.channel());
    }

    /** What an HTTP port answers is no frame. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, @Nullable Throwable cause) {
      ctx.close();
    }
  }
}
