package io.crossim.benchmark.load;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.LoginAck;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Position;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.ResultCode;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * A user's side of the protocol: logs in, pings, and acknowledges as the client library does, by
 * one frame for what comes within a moment.
 */
@RequiredArgsConstructor
final class ClientHandler extends ChannelDuplexHandler {

  private static final int PING_SECONDS = 10;

  private static final int GATHER_MILLIS = 20;
  private static final int MOST_GATHERED = 100;

  private final LoadClient client;
  private final @Nullable String token;
  private final boolean v3;
  private final Receiver receiver;

  private @Nullable Future<?> pings;
  private String epoch = "";
  private long lastSeq;
  private boolean acknowledgesSoon;
  private int unacknowledged;

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    Channel channel = ctx.channel();
    client.opened(channel);
    long userId = client.account().userId();
    Frame login = Frames.login(userId, client.account().userName());
    LoadClient.write(
        channel,
        v3
            ? login.toBuilder()
                .putProperties("proto", "3")
                .putProperties("device", "load")
                .putProperties("token", token == null ? "" : token)
                .build()
            : login);
    // A v2 server answers the login with nothing: the answer to a ping says that it is there.
    LoadClient.write(channel, Frames.ping(userId));
    pings =
        ctx.executor()
            .scheduleAtFixedRate(
                () -> LoadClient.write(channel, Frames.ping(userId)),
                PING_SECONDS,
                PING_SECONDS,
                TimeUnit.SECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object read) {
    Frame frame = (Frame) read;
    switch (frame.getCmd()) {
      case MESSAGE -> receiver.message(client, frame.getText());
      case OFFLINE -> {
        for (String text : frame.getBatchList()) {
          receiver.message(client, text);
        }
      }
      case PUSH -> {
        for (Message message : frame.getMessagesList()) {
          pushed(message);
        }
      }
      case SEND_ACK -> {
        for (SendAck ack : frame.getSendAcksList()) {
          receiver.sent(ack);
        }
      }
      case LOGIN_ACK -> loggedIn(frame.getLoginAck());
      case PING -> pinged(ctx, frame);
      default -> {
        // Nothing that concerns the load.
      }
    }
  }

  private void loggedIn(LoginAck ack) {
    epoch = ack.getEpoch();
    if (!ack.getCode().equals(ResultCode.SUCCESS.code())) {
      client.refused(ack.getCode(), ack.getText());
    }
  }

  private void pinged(ChannelHandlerContext ctx, Frame frame) {
    if (frame.getText().equals(Frames.PONG_TEXT)) {
      client.welcome();
    } else {
      LoadClient.write(ctx.channel(), Frames.pong(client.account().userId()));
    }
  }

  private void pushed(Message message) {
    if (message.getSeq() > 0) {
      lastSeq = message.getSeq();
      unacknowledged++;
    }
    receiver.message(client, message.getBody().toStringUtf8());
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (unacknowledged >= MOST_GATHERED) {
      acknowledge(ctx);
    } else if (unacknowledged > 0 && !acknowledgesSoon) {
      acknowledgesSoon = true;
      ctx.executor()
          .schedule(
              () -> {
                acknowledgesSoon = false;
                acknowledge(ctx);
              },
              GATHER_MILLIS,
              TimeUnit.MILLISECONDS);
    }
    ctx.fireChannelReadComplete();
  }

  private void acknowledge(ChannelHandlerContext ctx) {
    if (unacknowledged > 0 && ctx.channel().isActive()) {
      unacknowledged = 0;
      LoadClient.write(
          ctx.channel(),
          Frame.newBuilder()
              .setCmd(Command.ACK)
              .setPosition(Position.newBuilder().setEpoch(epoch).setSeq(lastSeq))
              .build());
    }
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    if (!client.dies()) {
      acknowledge(ctx);
    }
    ctx.close(promise);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (pings != null) {
      pings.cancel(false);
    }
    client.closed();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, @Nullable Throwable cause) {
    ctx.close();
  }
}
