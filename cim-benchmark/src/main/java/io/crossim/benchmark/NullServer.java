package io.crossim.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.DeliveryStatus;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.LoginAck;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.ResultCode;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.protobuf.ProtobufDecoder;
import io.netty.handler.codec.protobuf.ProtobufEncoder;
import io.netty.handler.codec.protobuf.ProtobufVarint32FrameDecoder;
import io.netty.handler.codec.protobuf.ProtobufVarint32LengthFieldPrepender;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What a CIM could do if it had nothing to do: the ceiling of this machine and this tool. */
final class NullServer implements AutoCloseable {

  private static final int MAX_REQUEST = 1 << 20;

  private final Loops loops = new Loops(1);
  private final Map<Long, Client> clients = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong(1_000_000);
  private final Channel http;
  private final Channel tcp;

  private NullServer(int httpPort, int tcpPort) {
    tcp =
        listen(
            tcpPort,
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel made) {
                made.pipeline()
                    .addLast(new FlushConsolidationHandler(256, true))
                    .addLast(new ProtobufVarint32FrameDecoder())
                    .addLast(new ProtobufDecoder(Frame.getDefaultInstance()))
                    .addLast(new ProtobufVarint32LengthFieldPrepender())
                    .addLast(new ProtobufEncoder())
                    .addLast(new TcpHandler());
              }
            });
    http =
        listen(
            httpPort,
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel made) {
                made.pipeline()
                    .addLast(new HttpServerCodec())
                    .addLast(new HttpObjectAggregator(MAX_REQUEST))
                    .addLast(new HttpHandler());
              }
            });
  }

  static NullServer open(int httpPort, int tcpPort) {
    return new NullServer(httpPort, tcpPort);
  }

  private Channel listen(int port, ChannelInitializer<Channel> handlers) {
    EventLoopGroup group = loops.group();
    return new ServerBootstrap()
        .group(group)
        .channel(Loops.SERVER)
        .option(ChannelOption.SO_BACKLOG, 4096)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(handlers)
        .bind("127.0.0.1", port)
        .syncUninterruptibly()
        .channel();
  }

  int httpPort() {
    return ((InetSocketAddress) http.localAddress()).getPort();
  }

  int tcpPort() {
    return ((InetSocketAddress) tcp.localAddress()).getPort();
  }

  @Override
  public void close() {
    http.close().syncUninterruptibly();
    tcp.close().syncUninterruptibly();
    loops.close();
  }

  private void push(long sender, long receiver, String text) {
    Client client = clients.get(receiver);
    if (client != null) {
      push(client, sender, text);
    }
  }

  private void push(Client client, long sender, String text) {
    Frame.Builder frame = Frame.newBuilder();
    if (client.v3) {
      frame
          .setCmd(Command.PUSH)
          .addMessages(
              Message.newBuilder()
                  .setBody(com.google.protobuf.ByteString.copyFromUtf8(text))
                  .setSenderId(sender)
                  .setMessageId(ids.incrementAndGet())
                  .setSeq(++client.seq));
    } else {
      frame
          .setCmd(Command.MESSAGE)
          .setId(client.userId)
          .setText(text)
          .putProperties("sendUserId", Long.toString(sender))
          .putProperties("receiveUserId", Long.toString(client.userId));
    }
    client.channel.writeAndFlush(frame.build(), client.channel.voidPromise());
  }

  /** A logged in connection. */
  private static final class Client {
    final long userId;
    final boolean v3;
    final Channel channel;
    long seq;

    Client(long userId, boolean v3, Channel channel) {
      this.userId = userId;
      this.v3 = v3;
      this.channel = channel;
    }
  }

  private final class TcpHandler extends ChannelInboundHandlerAdapter {

    private @Nullable Client client;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
      Frame frame = (Frame) read;
      switch (frame.getCmd()) {
        case LOGIN_REQUEST -> {
          boolean v3 = frame.getPropertiesOrDefault("proto", "2").equals("3");
          client = new Client(frame.getId(), v3, ctx.channel());
          clients.put(frame.getId(), client);
          if (v3) {
            ctx.writeAndFlush(
                Frame.newBuilder()
                    .setCmd(Command.LOGIN_ACK)
                    .setLoginAck(
                        LoginAck.newBuilder().setCode(ResultCode.SUCCESS.code()).setEpoch("null"))
                    .build());
          }
        }
        case PING -> ctx.writeAndFlush(Frames.pong(frame.getId()));
        case SEND -> frame.getMessagesList().forEach(message -> sent(ctx, message));
        default -> {
          // Taken, without effect.
        }
      }
    }

    private void sent(ChannelHandlerContext ctx, Message message) {
      Client sender = client;
      push(
          sender == null ? 0 : sender.userId,
          message.getConversation().getId(),
          message.getBody().toStringUtf8());
      ctx.writeAndFlush(
          Frame.newBuilder()
              .setCmd(Command.SEND_ACK)
              .addSendAcks(
                  SendAck.newBuilder()
                      .setClientMsgId(message.getClientMsgId())
                      .setCode(ResultCode.SUCCESS.code())
                      .setMessageId(ids.incrementAndGet())
                      .setStatus(DeliveryStatus.PUSHED))
              .build(),
          ctx.voidPromise());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      if (client != null) {
        clients.remove(client.userId, client);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, @Nullable Throwable cause) {
      ctx.close();
    }
  }

  private final class HttpHandler extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
      FullHttpRequest request = (FullHttpRequest) read;
      String body = request.content().toString(UTF_8);
      String path = request.uri();
      request.release();
      String data =
          switch (path) {
            case "/registerAccount" -> account(body);
            case "/login" ->
                "{\"ip\":\"127.0.0.1\",\"cimServerPort\":%d,\"httpPort\":%d}"
                    .formatted(tcpPort(), httpPort());
            case "/p2pRoute" -> {
              push(number(body, "userId"), number(body, "receiveUserId"), text(body, "msg"));
              yield "{}";
            }
            case "/groupRoute" -> {
              long sender = number(body, "userId");
              String text = text(body, "msg");
              clients.values().stream()
                  .filter(client -> client.userId != sender)
                  .forEach(client -> push(client, sender, text));
              yield "{}";
            }
            default -> "{}";
          };
      answer(
          ctx,
          "{\"code\":\"9000\",\"message\":\"success\",\"reqNo\":null,\"dataBody\":" + data + "}");
    }

    private String account(String body) {
      return "{\"userId\":%d,\"userName\":\"%s\"}"
          .formatted(ids.incrementAndGet(), text(body, "userName"));
    }

    private static void answer(ChannelHandlerContext ctx, String json) {
      ByteBuf body = Unpooled.wrappedBuffer(json.getBytes(UTF_8));
      DefaultFullHttpResponse response =
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body);
      response
          .headers()
          .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
          .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
      ctx.writeAndFlush(response, ctx.voidPromise());
    }

    /** The tool's own requests have no spaces and no escapes. */
    private static long number(String json, String field) {
      int from = json.indexOf("\"" + field + "\":") + field.length() + 3;
      int to = from;
      while (to < json.length() && Character.isDigit(json.charAt(to))) {
        to++;
      }
      return Long.parseLong(json, from, to, 10);
    }

    private static String text(String json, String field) {
      int from = json.indexOf("\"" + field + "\":\"") + field.length() + 4;
      return json.substring(from, json.indexOf('"', from));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, @Nullable Throwable cause) {
      ctx.close();
    }
  }
}
