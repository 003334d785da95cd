package io.crossim.benchmark.nullserver;

import io.crossim.benchmark.transport.FrameBuffers;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.DeliveryStatus;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.LoginAck;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.ResultCode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** A client's connection: every login is believed, every message is handed on. */
@RequiredArgsConstructor
final class NullGateway extends ChannelInboundHandlerAdapter {

  private final NullUsers users;
  private @Nullable NullUser user;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object read) {
    Frame frame = (Frame) read;
    switch (frame.getCmd()) {
      case LOGIN_REQUEST -> login(ctx, frame);
      case PING -> write(ctx, Frames.pong(frame.getId()));
      case SEND -> {
        for (Message message : frame.getMessagesList()) {
          sent(ctx, message);
        }
      }
      default -> {
        // Taken, without effect.
      }
    }
  }

  private void login(ChannelHandlerContext ctx, Frame frame) {
    boolean v3 = frame.getPropertiesOrDefault("proto", "2").equals("3");
    NullUser entered = new NullUser(frame.getId(), frame.getText(), v3, ctx.channel());
    user = entered;
    users.enter(entered);
    if (v3) {
      LoginAck ack =
          LoginAck.newBuilder().setCode(ResultCode.SUCCESS.code()).setEpoch("null").build();
      write(ctx, Frame.newBuilder().setCmd(Command.LOGIN_ACK).setLoginAck(ack).build());
    }
  }

  private void sent(ChannelHandlerContext ctx, Message message) {
    NullUser sender = user;
    users.push(
        sender == null ? 0 : sender.id(), message.getConversation().getId(), message.getBody());
    SendAck ack =
        SendAck.newBuilder()
            .setClientMsgId(message.getClientMsgId())
            .setCode(ResultCode.SUCCESS.code())
            .setMessageId(users.nextId())
            .setStatus(DeliveryStatus.PUSHED)
            .build();
    write(ctx, Frame.newBuilder().setCmd(Command.SEND_ACK).addSendAcks(ack).build());
  }

  private static void write(ChannelHandlerContext ctx, Frame frame) {
    ctx.writeAndFlush(FrameBuffers.of(frame, ctx.alloc()), ctx.voidPromise());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (user != null) {
      users.leave(user);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, @Nullable Throwable cause) {
    ctx.close();
  }
}
