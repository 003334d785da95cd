package io.crossim.sdk;

import io.crossim.common.protocol.LoginFeatures;
import io.crossim.common.protocol.Position;
import io.crossim.common.result.CimException;
import io.crossim.common.trace.MessageTraces;
import io.crossim.sdk.connection.HeartbeatTimes;
import io.crossim.sdk.connection.Identity;
import io.crossim.sdk.tls.Tls;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** What a {@link ClientBuilder} was told, and the defaults of the rest. */
final class ClientOptions {

  List<HttpUrl> routeUrls = List.of();
  long userId;
  @Nullable String userName;
  @Nullable String password;
  MessageListener listener = message -> {};
  StateListener stateListener = change -> {};
  @Nullable ErrorListener errorListener;
  ContinuityListener continuityListener = reason -> {};
  ReceiptListener receiptListener = receipt -> {};
  SignalListener signalListener = signal -> {};
  boolean automaticAcknowledgement = true;
  boolean ownMessages;
  boolean earlyAnswers;
  int repeats;
  @Nullable Position resumeAfter;
  String device = "sdk";
  @Nullable Executor executor;
  @Nullable EventLoopGroup eventLoopGroup;
  Duration firstBackoff = Duration.ofMillis(250);
  Duration longestBackoff = Duration.ofSeconds(15);
  Duration sendTimeout = Duration.ofSeconds(60);
  HeartbeatTimes heartbeat = HeartbeatTimes.DEFAULT;
  int maxReconnects = Integer.MAX_VALUE;
  @Nullable Tls tls;
  MessageTraces traces = MessageTraces.OFF;

  /**
   * Where the route answers.
   *
   * @throws CimException when nobody said
   */
  List<HttpUrl> checkedRouteUrls() {
    if (routeUrls.isEmpty()) {
      throw CimException.invalid("routeUrl", "nothing", "a URL such as http://host:8083/");
    }
    return routeUrls;
  }

  private String features() {
    return earlyAnswers
        ? LoginFeatures.CONVERSATIONS + "," + LoginFeatures.EARLY_ACK
        : LoginFeatures.CONVERSATIONS;
  }

  /**
   * The user who logs in.
   *
   * @throws CimException when nobody said
   */
  Identity identity() {
    String name = userName;
    if (name == null) {
      throw CimException.invalid("user", "nothing", "an id and a name");
    }
    return new Identity(userId, name, device, password, features());
  }
}
