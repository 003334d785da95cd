package io.crossim.sdk;

import io.crossim.common.protocol.InboxPositions;
import io.crossim.common.protocol.UserNames;
import io.crossim.common.result.CimException;
import io.crossim.common.trace.MessageTraces;
import io.crossim.sdk.connection.HeartbeatTimes;
import io.crossim.sdk.tls.Tls;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Says how a client is to be. Not for more than one thread. A value that cannot be is refused at
 * once with a {@link CimException} that names it.
 */
public final class ClientBuilder {

  private final ClientOptions options = new ClientOptions();

  ClientBuilder() {}

  /** Where the route answers, {@code http://host:port/} or https. Required. */
  public ClientBuilder routeUrl(String url) {
    return routeUrls(List.of(url));
  }

  /**
   * Where several routes of one cluster answer. When the one in use does not, the next is asked.
   * Replaces what {@link #routeUrl} said.
   */
  public ClientBuilder routeUrls(List<String> urls) {
    options.routeUrls = urls.stream().map(RouteUrls::parse).toList();
    return this;
  }

  /** The account to log in with. Required. */
  public ClientBuilder user(long id, String name) {
    if (id <= 0) {
      throw CimException.invalid("userId", id, "a positive number");
    }
    options.userId = id;
    options.userName = UserNames.check(name);
    return this;
  }

  /** The password of the account, if it has one. Default: none. */
  public ClientBuilder password(@Nullable String value) {
    options.password = value;
    return this;
  }

  /** Takes the messages. Without one they are read and dropped. */
  public ClientBuilder listener(MessageListener value) {
    options.listener = value;
    return this;
  }

  /** Is told how the connection fares. Without one nobody is. */
  public ClientBuilder stateListener(StateListener value) {
    options.stateListener = value;
    return this;
  }

  /** Is told when the message listener throws. Without one that is logged. */
  public ClientBuilder errorListener(ErrorListener value) {
    options.errorListener = value;
    return this;
  }

  /**
   * Names this installation: what it has acknowledged is kept by user and device. Default {@code
   * sdk}; a v2 server knows no devices.
   *
   * @param name 1 to 64 characters without control characters
   */
  public ClientBuilder device(String name) {
    if (name.isEmpty() || name.length() > 64 || name.chars().anyMatch(Character::isISOControl)) {
      throw CimException.invalid("device", name, "1 to 64 characters without control characters");
    }
    options.device = name;
    return this;
  }

  /**
   * Begins behind this message instead of behind what the device has acknowledged. Without effect
   * on a v2 server.
   *
   * @param position what {@link Client#positionAfter} gave
   */
  public ClientBuilder resumeAfter(String position) {
    options.resumeAfter =
        InboxPositions.parse(position)
            .orElseThrow(
                () ->
                    CimException.invalid(
                        "resumeAfter", position, "what Client.positionAfter gave"));
    return this;
  }

  /** Is told when messages may be missing. Without one nobody is. */
  public ClientBuilder continuityListener(ContinuityListener value) {
    options.continuityListener = value;
    return this;
  }

  /** Is told how far others have got and read. Without one nobody is. */
  public ClientBuilder receiptListener(ReceiptListener value) {
    options.receiptListener = value;
    return this;
  }

  /** Is told who is typing. Without one nobody is. */
  public ClientBuilder signalListener(SignalListener value) {
    options.signalListener = value;
    return this;
  }

  /**
   * Leaves acknowledging to {@link Client#acknowledge}. A window of messages may be unacknowledged;
   * when it is full nothing more comes. Default: a message is acknowledged when its listener call
   * has ended.
   */
  public ClientBuilder manualAcknowledgement() {
    options.automaticAcknowledgement = false;
    return this;
  }

  /**
   * Whether the listener is given what this user has sent to other users from another device, where
   * the cluster keeps private messages; {@link ReceivedMessage#isOwn} tells. What this client has
   * sent itself is left out, but for messages of an earlier client of the device and beyond the
   * last 10,000. Default: it is given none. In a group own messages of other devices always come.
   */
  public ClientBuilder ownMessages(boolean value) {
    options.ownMessages = value;
    return this;
  }

  /**
   * How often a message is given again when the listener threw, before it counts as taken. Default
   * 0.
   */
  public ClientBuilder repeats(int value) {
    if (value < 0) {
      throw CimException.invalid("repeats", value, "0 or more");
    }
    options.repeats = value;
    return this;
  }

  /**
   * Runs the calls to the listeners. It stays the caller's and may have any number of threads. The
   * default is a pool that the clients of the JVM share.
   */
  public ClientBuilder executor(Executor value) {
    options.executor = value;
    return this;
  }

  /**
   * Runs the connection. It stays the caller's and must be one for NIO. The default is shared by
   * the JVM's clients.
   */
  public ClientBuilder eventLoopGroup(EventLoopGroup value) {
    if (!(value instanceof IoEventLoopGroup group) || !group.isIoType(NioIoHandler.class)) {
      throw CimException.invalid("eventLoopGroup", value, "one for NIO");
    }
    options.eventLoopGroup = value;
    return this;
  }

  /**
   * How long to wait between attempts to connect: a random time up to a limit that doubles from
   * attempt to attempt (exponential, full jitter).
   *
   * @param first the limit of the first wait; default 250 ms
   * @param longest no limit is higher; default 15 s
   */
  public ClientBuilder backoff(Duration first, Duration longest) {
    options.firstBackoff = positive("backoff.first", first);
    options.longestBackoff = positive("backoff.longest", longest);
    return this;
  }

  /**
   * After this time, counted from the call and waiting included, a send that may have left ends as
   * {@link SendStatus#UNKNOWN}; one that certainly has not fails with {@link NotSentException} and
   * will not be sent. Those behind it go on. Default 60 s.
   */
  public ClientBuilder sendTimeout(Duration value) {
    options.sendTimeout = positive("sendTimeout", value);
    return this;
  }

  /**
   * Ends sends as soon as they are stored, without waiting for the server of the receiver. The
   * status is {@link SendStatus#STORED} then, also of messages that a connection of the receiver
   * has taken. Default: a send waits for that, shortly. Without effect on a v2 cluster.
   */
  public ClientBuilder earlyAnswers() {
    options.earlyAnswers = true;
    return this;
  }

  /** For tests, which cannot wait that long. */
  ClientBuilder heartbeat(Duration pingAfter, Duration answerWithin) {
    options.heartbeat = new HeartbeatTimes(pingAfter, answerWithin);
    return this;
  }

  /**
   * How many attempts may follow a failed one or a lost connection before the client gives up; the
   * count starts anew whenever the client is ready. Default: no limit. 0: none.
   */
  public ClientBuilder maxReconnects(int value) {
    if (value < 0) {
      throw CimException.invalid("maxReconnects", value, "0 or more");
    }
    options.maxReconnects = value;
    return this;
  }

  /**
   * Encrypts the connection to the server. An https route is trusted likewise; it should be one,
   * because it is the route that names the server. Default: no encryption, and https with the CAs
   * of the JDK.
   */
  public ClientBuilder tls(Tls value) {
    options.tls = value;
    return this;
  }

  /**
   * Follows messages from the call that sends them to the listener that takes them: each send and
   * each listener call becomes a span, and the services between add theirs. A send is a child of
   * the calling thread's span, if there is one; during a listener call the span of the message is
   * the current one. Whether a message is followed is up to the sampler of this instance, which
   * stays the caller's. Default: none is followed.
   */
  public ClientBuilder telemetry(OpenTelemetry value) {
    options.traces = MessageTraces.to(value);
    return this;
  }

  /**
   * Makes the client. It does nothing before {@link Client#start()}, but holds its part in what the
   * clients share until {@link Client#close()}.
   */
  public Client build() {
    return new Client(ClientParts.of(options));
  }

  private static Duration positive(String field, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw CimException.invalid(field, value, "more than zero");
    }
    return value;
  }
}
