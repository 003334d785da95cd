package io.crossim.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection with one request at a time, which is made again when the other side
 * closes it. On its event loop only, but for {@link #post}.
 */
final class HttpLine {

  private static final int MAX_ANSWER = 4 << 20;

  private final HttpUrl url;
  private final Bootstrap bootstrap;
  private @Nullable Channel channel;
  private @Nullable Consumer<String> answer;

  HttpLine(HttpUrl url, EventLoopGroup group) {
    this.url = url;
    this.bootstrap =
        new Bootstrap()
            .group(group.next())
            .channel(Loops.CLIENT)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel made) {
                    made.pipeline()
                        .addLast(new HttpClientCodec())
                        .addLast(new HttpObjectAggregator(MAX_ANSWER))
                        .addLast(new Reader());
                  }
                });
  }

  /**
   * Sends a request; there must be none under way.
   *
   * @param newAnswer is given the answer's body, or nothing when there was none
   */
  void post(String path, String json, Consumer<String> newAnswer) {
    Channel now = channel;
    if (now == null || !now.isActive()) {
      bootstrap
          .connect(url.host(), url.port())
          .addListener(
              done -> {
                if (done.isSuccess()) {
                  channel = ((io.netty.channel.ChannelFuture) done).channel();
                  write(channel, path, json, newAnswer);
                } else {
                  newAnswer.accept("");
                }
              });
    } else if (now.eventLoop().inEventLoop()) {
      write(now, path, json, newAnswer);
    } else {
      now.eventLoop().execute(() -> write(now, path, json, newAnswer));
    }
  }

  private void write(Channel now, String path, String json, Consumer<String> newAnswer) {
    answer = newAnswer;
    ByteBuf body = Unpooled.wrappedBuffer(json.getBytes(UTF_8));
    DefaultFullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path, body);
    request
        .headers()
        .set(HttpHeaderNames.HOST, url.host() + ":" + url.port())
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    now.writeAndFlush(request, now.voidPromise());
  }

  private void answered(String body) {
    Consumer<String> waiting = answer;
    answer = null;
    if (waiting != null) {
      waiting.accept(body);
    }
  }

  private final class Reader extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
      FullHttpResponse response = (FullHttpResponse) read;
      String body = response.content().toString(UTF_8);
      if (HttpHeaderValues.CLOSE.contentEqualsIgnoreCase(
          response.headers().get(HttpHeaderNames.CONNECTION, ""))) {
        channel = null;
        ctx.close();
      }
      response.release();
      answered(body);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      answered("");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, @Nullable Throwable cause) {
      ctx.close();
    }
  }
}
