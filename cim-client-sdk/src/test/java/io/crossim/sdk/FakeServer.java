package io.crossim.sdk;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.DeliveryStatus;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.LoginAck;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.SendAck;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.protobuf.ProtobufDecoder;
import io.netty.handler.codec.protobuf.ProtobufEncoder;
import io.netty.handler.codec.protobuf.ProtobufVarint32FrameDecoder;
import io.netty.handler.codec.protobuf.ProtobufVarint32LengthFieldPrepender;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Speaks protocol v2 as a server does: silent at a login, a pong for each ping. It may be told to
 * speak v3: it answers logins and, if it shall, sends.
 */
final class FakeServer implements AutoCloseable {

  final List<Frame> received = new CopyOnWriteArrayList<>();
  final List<Long> logins = new CopyOnWriteArrayList<>();
  volatile boolean answersPings = true;
  volatile boolean closesAtLogin;
  volatile boolean speaksV3;
  volatile boolean answersSends = true;
  volatile String loginCode = "9000";

  /** What LOGIN_ACK tells; a longer frame closes the connection. 0 for none. */
  volatile int maxFrame;

  /** What LOGIN_ACK says that this server can do. */
  volatile String features = "";

  /** What encrypts connections that are made from now on; null for plaintext. */
  volatile SslContext tls;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Map<Long, Channel> users = new ConcurrentHashMap<>();
  private final List<Channel> connections = new CopyOnWriteArrayList<>();
  private final Channel listening;

  FakeServer() {
    this(0);
  }

  private FakeServer(int port) {
    listening =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(new Initializer())
            .bind("127.0.0.1", port)
            .syncUninterruptibly()
            .channel();
  }

  int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  boolean holds(long user) {
    Channel channel = users.get(user);
    return channel != null && channel.isActive();
  }

  void push(long user, Frame frame) {
    users.get(user).writeAndFlush(frame);
  }

  void push(long sender, long user, String text) {
    push(user, message(sender, user).setText(text).build());
  }

  /**
   * Reads nothing more, and closes nothing, as a process does that was stopped. Returns when that
   * is so.
   */
  void freeze() {
    for (Channel channel : connections) {
      channel.config().setAutoRead(false);
      // What stops the reads runs on the loop.
      channel.eventLoop().submit(() -> {}).syncUninterruptibly();
    }
  }

  void thaw() {
    connections.forEach(channel -> channel.config().setAutoRead(true));
  }

  /** What could not be written yet, because the client does not read. */
  long unwrittenBytes(long user) {
    return users.get(user).bytesBeforeWritable();
  }

  static Frame.Builder message(long sender, long receiver) {
    return Frame.newBuilder()
        .setCmd(Command.MESSAGE)
        .setId(receiver)
        .putProperties("sendUserId", String.valueOf(sender))
        .putProperties("sendUserName", "user" + sender)
        .putProperties("receiveUserId", String.valueOf(receiver));
  }

  static Frame ack(Message message, String code) {
    return Frame.newBuilder()
        .setCmd(Command.SEND_ACK)
        .addSendAcks(
            SendAck.newBuilder()
                .setClientMsgId(message.getClientMsgId())
                .setCode(code)
                .setMessageId(77)
                .setSeq(5)
                .setStatus(DeliveryStatus.PUSHED))
        .build();
  }

  /** What a server answers to a send to a group. */
  private static Frame groupAck(Message message) {
    return Frame.newBuilder()
        .setCmd(Command.SEND_ACK)
        .addSendAcks(
            SendAck.newBuilder()
                .setClientMsgId(message.getClientMsgId())
                .setCode("9000")
                .setMessageId(88)
                .setConversationSeq(42)
                .setStatus(DeliveryStatus.STORED))
        .build();
  }

  static Frame pushed(Message.Builder message) {
    return Frame.newBuilder().setCmd(Command.PUSH).addMessages(message).build();
  }

  /** A message of group 5, sent by user 7; its id there is its place and 2,000. */
  static Message.Builder inGroup(long seq, long place, String text) {
    return pushed(seq, text).getMessages(0).toBuilder()
        .setConversation(group(5))
        .setClientMsgId("by-7-" + place)
        .setConversationSeq(place)
        .setConversationMessageId(2_000 + place)
        .setConversationName("climbers");
  }

  static Conversation group(long id) {
    return Conversation.newBuilder().setType(Conversation.Type.GROUP).setId(id).build();
  }

  static Frame pushed(long seq, String text) {
    return Frame.newBuilder()
        .setCmd(Command.PUSH)
        .addMessages(
            Message.newBuilder()
                .setConversation(Conversation.newBuilder().setId(7))
                .setBody(ByteString.copyFromUtf8(text))
                .setSenderId(7)
                .setSenderName("user7")
                .setSeq(seq)
                .setMessageId(1_000 + seq)
                .setSentAt(1_700_000_000_000L))
        .build();
  }

  List<Frame> received(Command command) {
    return received.stream().filter(frame -> frame.getCmd() == command).toList();
  }

  void dropConnections() {
    connections.forEach(channel -> channel.close().syncUninterruptibly());
    connections.clear();
  }

  @Override
  public void close() {
    if (loops.isShutdown()) {
      return;
    }
    listening.close().syncUninterruptibly();
    dropConnections();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static Frame answer(Message message) {
    return message.getConversation().getType() == Conversation.Type.GROUP
        ? groupAck(message)
        : ack(message, "9000");
  }

  private final class Initializer extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      connections.add(channel);
      if (tls != null) {
        channel.pipeline().addLast(tls.newHandler(channel.alloc()));
      }
      channel
          .pipeline()
          .addLast(new ProtobufVarint32FrameDecoder())
          .addLast(new ProtobufDecoder(Frame.getDefaultInstance()))
          .addLast(new ProtobufVarint32LengthFieldPrepender())
          .addLast(new ProtobufEncoder())
          .addLast(new Answers());
    }
  }

  private final class Answers extends SimpleChannelInboundHandler<Frame> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Frame frame) {
      received.add(frame);
      if (maxFrame > 0 && frame.getSerializedSize() > maxFrame) {
        ctx.close();
        return;
      }
      if (frame.getCmd() == Command.LOGIN_REQUEST) {
        logins.add(frame.getId());
        users.put(frame.getId(), ctx.channel());
        if (closesAtLogin) {
          ctx.close();
        }
        if (speaksV3) {
          ctx.writeAndFlush(
              Frame.newBuilder()
                  .setCmd(Command.LOGIN_ACK)
                  .setLoginAck(
                      LoginAck.newBuilder()
                          .setCode(loginCode)
                          .setEpoch("e1")
                          .setMaxFrame(maxFrame)
                          .setFeatures(features))
                  .build());
        }
      } else if (frame.getCmd() == Command.SEND && answersSends) {
        frame.getMessagesList().forEach(message -> ctx.writeAndFlush(answer(message)));
      } else if (frame.getCmd() == Command.PING && answersPings) {
        ctx.writeAndFlush(Frames.pong(frame.getId()));
      }
    }
  }
}
