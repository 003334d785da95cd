package io.crossim.service.loop;

import com.google.common.base.Ticker;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.Locale;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Tells the log once a minute that a port cannot accept connections, and what to do about it. Netty
 * itself tries again after a second. On the event loop of the port.
 */
@Slf4j
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class AcceptFailures extends ChannelInboundHandlerAdapter {

  private static final Duration LINE_EVERY = Duration.ofMinutes(1);

  private final String port;
  private final Ticker ticker;

  private boolean said;
  private long saidAt;
  private long failures;

  /**
   * Adds it to an open port.
   *
   * @param name of the port, for the log
   */
  public static void addTo(Channel port, String name) {
    port.pipeline().addLast(new AcceptFailures(name, Ticker.systemTicker()));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    failures++;
    long now = ticker.read();
    if (said && now - saidAt < LINE_EVERY.toNanos()) {
      return;
    }
    said = true;
    saidAt = now;
    log.error(
        "{}: a connection was not accepted: {}; {} such failures so far, tried again every second",
        port,
        words(cause),
        failures);
  }

  private static String words(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return message.toLowerCase(Locale.ROOT).contains("too many open files")
        ? "too many open files: raise the limit of this process (ulimit -n, LimitNOFILE)"
        : cause.toString();
  }
}
