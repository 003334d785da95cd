package io.crossim.sdk.connection;

import io.crossim.common.result.UnavailableException;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import lombok.extern.slf4j.Slf4j;

/** The one door through which connections are closed, so that each closing has a reason. */
@Slf4j
final class Closing {

  private static final AttributeKey<Throwable> REASON =
      AttributeKey.valueOf(Closing.class, "reason");

  private Closing() {}

  /** Closes the channel; the first reason stands. */
  static void close(Channel channel, Throwable reason) {
    if (channel.attr(REASON).setIfAbsent(reason) == null) {
      log.debug("connection to {} ends: {}", channel.remoteAddress(), reason.toString());
    }
    channel.close();
  }

  /** Why a closed channel was closed. */
  static Throwable reason(Channel channel) {
    Throwable reason = channel.attr(REASON).get();
    return reason == null
        ? new UnavailableException("the server closed the connection", null)
        : reason;
  }
}
