package io.crossim.benchmark;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Position;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.route.api.Account;
import io.crossim.route.api.ServerAddress;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.protobuf.ProtobufDecoder;
import io.netty.handler.codec.protobuf.ProtobufEncoder;
import io.netty.handler.codec.protobuf.ProtobufVarint32FrameDecoder;
import io.netty.handler.codec.protobuf.ProtobufVarint32LengthFieldPrepender;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A user's bare TCP connection, of protocol v2 or v3, that costs as little as it can. */
final class LoadClient implements AutoCloseable {

  private static final int PING_SECONDS = 10;
  private static final int PATIENCE_SECONDS = 30;

  /** Takes what comes, on the event loop. */
  interface Receiver {
    void message(LoadClient client, String text);

    default void sent(SendAck ack) {}

    /** The connection is closed. */
    default void closed(LoadClient client) {}
  }

  /** Makes the connection of the n-th account. */
  @FunctionalInterface
  interface Factory {
    LoadClient connect(int index, Account account, ServerAddress server);
  }

  private final int index;
  private final Account account;
  private final boolean v3;
  private final Receiver receiver;
  private final CompletableFuture<LoadClient> accepted = new CompletableFuture<>();
  private final Channel channel;

  private String epoch = "";
  private long lastSeq;

  private LoadClient(
      int index,
      Account account,
      ServerAddress server,
      boolean v3,
      Receiver receiver,
      EventLoopGroup group) {
    this.index = index;
    this.account = account;
    this.v3 = v3;
    this.receiver = receiver;
    channel =
        new Bootstrap()
            .group(group)
            .channel(Loops.CLIENT)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 10_000)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel made) {
                    made.pipeline()
                        .addLast(new FlushConsolidationHandler(256, true))
                        .addLast(new ProtobufVarint32FrameDecoder())
                        .addLast(new ProtobufDecoder(Frame.getDefaultInstance()))
                        .addLast(new ProtobufVarint32LengthFieldPrepender())
                        .addLast(new ProtobufEncoder())
                        .addLast(new Reader());
                  }
                })
            .connect(server.ip(), server.cimServerPort())
            .syncUninterruptibly()
            .channel();
  }

  static Factory factory(boolean v3, Receiver receiver, Loops loops) {
    return (index, account, server) ->
        new LoadClient(index, account, server, v3, receiver, loops.group());
  }

  int index() {
    return index;
  }

  Account account() {
    return account;
  }

  /** Returns when the server has accepted the login. */
  void awaitAccepted() {
    try {
      var unused = accepted.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new CimException(
          ResultCode.FAILURE,
          "user " + account.userId() + " was not accepted by his server: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CimException(ResultCode.FAILURE, "interrupted");
    }
  }

  /** Sends over TCP; the server has to speak v3. */
  void send(Message message) {
    channel.writeAndFlush(
        Frame.newBuilder().setCmd(Command.SEND).addMessages(message).build(),
        channel.voidPromise());
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
  }

  private final class Reader extends ChannelInboundHandlerAdapter {

    private boolean unacknowledged;

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      Frame login = Frames.login(account.userId(), account.userName());
      ctx.write(
          v3
              ? login.toBuilder()
                  .putProperties("proto", "3")
                  .putProperties("device", "load")
                  .build()
              : login);
      ctx.writeAndFlush(Frames.ping(account.userId()));
      ctx.executor()
          .scheduleAtFixedRate(
              () -> ctx.writeAndFlush(Frames.ping(account.userId())),
              PING_SECONDS,
              PING_SECONDS,
              TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
      Frame frame = (Frame) read;
      switch (frame.getCmd()) {
        case MESSAGE -> receiver.message(LoadClient.this, frame.getText());
        case OFFLINE -> frame.getBatchList().forEach(t -> receiver.message(LoadClient.this, t));
        case PUSH -> frame.getMessagesList().forEach(this::pushed);
        case SEND_ACK -> frame.getSendAcksList().forEach(receiver::sent);
        case LOGIN_ACK -> loggedIn(frame);
        case PING -> {
          if (frame.getText().equals(Frames.PONG_TEXT)) {
            accepted.complete(LoadClient.this);
          } else {
            ctx.writeAndFlush(Frames.pong(account.userId()));
          }
        }
        default -> {
          // Nothing that concerns the load.
        }
      }
    }

    private void loggedIn(Frame frame) {
      epoch = frame.getLoginAck().getEpoch();
      if (!frame.getLoginAck().getCode().equals(ResultCode.SUCCESS.code())) {
        accepted.completeExceptionally(
            new CimException(ResultCode.FAILURE, frame.getLoginAck().getText()));
      }
    }

    private void pushed(Message message) {
      if (message.getSeq() > 0) {
        lastSeq = message.getSeq();
        unacknowledged = true;
      }
      receiver.message(LoadClient.this, message.getBody().toStringUtf8());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      if (unacknowledged) {
        unacknowledged = false;
        ctx.writeAndFlush(
            Frame.newBuilder()
                .setCmd(Command.ACK)
                .setPosition(Position.newBuilder().setEpoch(epoch).setSeq(lastSeq))
                .build(),
            ctx.voidPromise());
      }
      ctx.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      accepted.completeExceptionally(
          new CimException(ResultCode.FAILURE, "the server closed the connection"));
      receiver.closed(LoadClient.this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, @Nullable Throwable cause) {
      ctx.close();
    }
  }
}
