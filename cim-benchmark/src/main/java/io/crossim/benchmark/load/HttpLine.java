package io.crossim.benchmark.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.crossim.benchmark.transport.Loops;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection with one request at a time, which is made again when the other side
 * closes it. Any thread may ask; answers come on its event loop. Requests are put together from
 * bytes that are made once, because an encoder costs more than the rest of a send.
 */
public final class HttpLine {

  private static final int CONNECT_MILLIS = 10_000;

  /** Delays the answer of a failed request, so that callers who ask again at once do not spin. */
  private static final int AWAY_MILLIS = 50;

  /** Takes an answer, on the event loop; the body is only readable during the call. */
  @FunctionalInterface
  public interface Answer {
    /** The status is 0 and the body empty when no answer came. */
    void answered(int status, ByteBuf body);
  }

  private final HttpUrl url;
  private final String headers;
  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final Map<String, byte[]> heads = new HashMap<>();
  private @Nullable Channel channel;
  private @Nullable Answer waiting;

  /** Makes a line that connects with its first request. */
  public HttpLine(HttpUrl url, Loops loops) {
    this(url, loops, "");
  }

  /**
   * Makes a line that connects with its first request, and sends headers of the caller's with each.
   *
   * @param headers each with its end of line
   */
  public HttpLine(HttpUrl url, Loops loops, String headers) {
    this.url = url;
    this.headers = headers;
    this.loop = loops.group().next();
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(Loops.client())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel made) {
                    made.pipeline()
                        .addLast(new HttpResponseDecoder())
                        .addLast(new HttpAnswerHandler(HttpLine.this::answered));
                    if (url.isHttps()) {
                      loops.encrypt(made, url.host(), url.port());
                    }
                  }
                });
  }

  /** The header that shows a token; nothing for an empty one. */
  public static String bearer(String token) {
    return token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
  }

  /** Posts JSON; there must be no request under way. */
  public void post(String path, byte[] json, Answer answer) {
    request("POST " + path, json, answer);
  }

  /** Gets a path, which may carry a query; there must be no request under way. */
  public void get(String path, Answer answer) {
    request("GET " + path, new byte[0], answer);
  }

  private void request(String line, byte[] body, Answer answer) {
    if (!loop.inEventLoop()) {
      loop.execute(() -> request(line, body, answer));
      return;
    }
    Channel open = channel;
    if (open != null && open.isActive()) {
      write(open, line, body, answer);
      return;
    }
    bootstrap
        .connect(url.host(), url.port())
        .addListener(
            (ChannelFuture made) -> {
              if (made.isSuccess()) {
                channel = made.channel();
                write(made.channel(), line, body, answer);
              } else {
                loop.schedule(
                    () -> answer.answered(0, Unpooled.EMPTY_BUFFER),
                    AWAY_MILLIS,
                    TimeUnit.MILLISECONDS);
              }
            });
  }

  private void write(Channel open, String line, byte[] body, Answer answer) {
    waiting = answer;
    byte[] head = heads.computeIfAbsent(line, this::head);
    ByteBuf request = open.alloc().ioBuffer(head.length + 16 + body.length);
    request.writeBytes(head);
    ByteBufUtil.writeAscii(request, Integer.toString(body.length));
    ByteBufUtil.writeAscii(request, "\r\n\r\n");
    request.writeBytes(body);
    open.writeAndFlush(request, open.voidPromise());
  }

  /** All of a request up to the number of its body's bytes. */
  private byte[] head(String line) {
    int space = line.indexOf(' ');
    String base = url.encodedPath().replaceAll("/+$", "");
    String head =
        line.substring(0, space + 1)
            + base
            + line.substring(space + 1)
            + " HTTP/1.1\r\nHost: "
            + url.host()
            + ":"
            + url.port()
            + "\r\n"
            + headers
            + "Content-Type: application/json\r\nContent-Length: ";
    return head.getBytes(US_ASCII);
  }

  private void answered(Channel from, boolean closes, int status, ByteBuf body) {
    if (from != channel) {
      return;
    }
    if (closes) {
      channel = null;
    }
    Answer now = waiting;
    waiting = null;
    if (now != null) {
      now.answered(status, body);
    }
  }
}
