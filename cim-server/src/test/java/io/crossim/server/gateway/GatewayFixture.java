package io.crossim.server.gateway;

import com.google.common.util.concurrent.MoreExecutors;
import io.crossim.common.protocol.Frame;
import io.crossim.common.trace.MessageTraces;
import io.crossim.route.api.StoredMessage;
import io.crossim.server.FakeConversations;
import io.crossim.server.FakeMessages;
import io.crossim.server.FakeSessions;
import io.crossim.server.FakeTicker;
import io.crossim.server.TestBounds;
import io.crossim.server.api.Push;
import io.crossim.server.assembly.ServerAssembly;
import io.crossim.server.connection.CloseLog;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionsByLoop;
import io.crossim.server.connection.Feed;
import io.crossim.server.connection.FrameBound;
import io.crossim.server.connection.FrameBytes;
import io.crossim.server.push.LocalGateway;
import io.crossim.server.session.Displacement;
import io.crossim.server.session.LocalNode;
import io.crossim.server.session.SessionBinder;
import io.crossim.server.session.SessionRegistry;
import io.crossim.server.uplink.Uplink;
import io.crossim.service.call.WebOrigins;
import io.crossim.service.limits.Refusals;
import io.crossim.service.limits.TrustedProxies;
import io.crossim.service.tls.ServerTls;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The pipeline of the gateway on channels without sockets; routes answer on the same thread. */
final class GatewayFixture {

  static final int MAX_LOGIN_FRAME = 400;
  static final int MAX_FRAME = 1000;
  static final int MAX_PENDING = 10_000;

  final FakeTicker ticker = new FakeTicker();
  final FakeSessions sessions = new FakeSessions();
  final FakeMessages messages = new FakeMessages();
  final FakeConversations conversations = new FakeConversations();
  final CloseLog closes;
  final ConnectionsByLoop connections;
  final SessionRegistry registry;
  final SessionBinder binder;
  final Displacement displacement;
  final Uplink uplink;
  final LocalNode node;
  final LocalGateway local;
  final MeterRegistry meters = new SimpleMeterRegistry();

  private final EmbeddedChannel clock = new EmbeddedChannel();
  final Refusals refusals = new Refusals(clock.eventLoop(), new SimpleMeterRegistry());
  private final GatewayInitializer initializer;

  GatewayFixture() {
    this(0, 0, 0);
  }

  /** One that bounds its clients. */
  GatewayFixture(int connectionsPerAddress, int unauthenticated, int sendsPerSecond) {
    this(connectionsPerAddress, unauthenticated, sendsPerSecond, TrustedProxies.NONE);
  }

  /** One behind proxies. */
  GatewayFixture(
      int connectionsPerAddress, int unauthenticated, int sendsPerSecond, TrustedProxies proxies) {
    this(
        refusals ->
            TestBounds.of(
                connectionsPerAddress, unauthenticated, sendsPerSecond, refusals, proxies));
  }

  /** One that pages of these origins may connect to. */
  GatewayFixture(WebOrigins origins) {
    this(refusals -> TestBounds.web(origins, 0, TrustedProxies.NONE, refusals));
  }

  GatewayFixture(Function<Refusals, GatewayBounds> bounds) {
    clock.freezeTime();
    sessions.heads = messages::head;
    Executor direct = MoreExecutors.directExecutor();
    ServerAssembly assembly =
        new ServerAssembly(
            new TcpGateway.Settings(
                MAX_LOGIN_FRAME, MAX_FRAME, Duration.ofSeconds(10), Duration.ofSeconds(30)),
            MAX_PENDING,
            new ServerAssembly.Inputs(
                sessions,
                messages,
                conversations,
                new ServerAssembly.Threads(direct, direct, clock.eventLoop()),
                ticker,
                meters,
                MessageTraces.OFF));
    assembly.node().open("10.0.0.5", 11211, 8081);
    closes = assembly.closes();
    connections = assembly.connections();
    registry = assembly.registry();
    binder = assembly.sessions();
    displacement = assembly.displacement();
    uplink = assembly.uplink();
    local = assembly.gateway();
    initializer =
        new GatewayInitializer(
            assembly.connectionSettings(),
            new FrameBound(MAX_LOGIN_FRAME, MAX_FRAME),
            connections,
            binder,
            assembly.logins(),
            uplink,
            assembly.conversations(),
            bounds.apply(refusals),
            ServerTls.none(),
            assembly.node()::isLeaving);
    node = assembly.node();
  }

  /** Lets time pass for what is tried again and for what is measured. */
  void pause(Duration time) {
    ticker.advance(time);
    clock.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    clock.runPendingTasks();
    clock.runScheduledPendingTasks();
  }

  /** Lets the time of what is tried again pass. */
  void pause() {
    clock.advanceTimeBy(1, TimeUnit.SECONDS);
    clock.runPendingTasks();
    clock.runScheduledPendingTasks();
  }

  EmbeddedChannel connect() {
    return new EmbeddedChannel(initializer);
  }

  static Connection connection(EmbeddedChannel channel) {
    return Connection.of(channel);
  }

  static void send(EmbeddedChannel channel, Frame... frames) {
    ByteBuf bytes = Unpooled.buffer();
    for (Frame frame : frames) {
      bytes.writeBytes(FrameBytes.encode(frame));
    }
    channel.writeInbound(bytes);
  }

  /** Hands a push to the feed of a channel that is logged in, and flushes it. */
  static void push(EmbeddedChannel channel, Push push) {
    pushWithoutFlush(channel, push);
    channel.flush();
  }

  static void pushWithoutFlush(EmbeddedChannel channel, Push push) {
    StoredMessage message =
        StoredMessage.newBuilder()
            .setSeq(push.getSeq())
            .setMessageId(push.getMessageId())
            .setStoredAt(push.getStoredAt())
            .setPayload(push.getPayload())
            .build();
    feed(channel).push(push.getEpoch(), message);
  }

  /** The feed of a channel that is logged in. */
  static Feed feed(EmbeddedChannel channel) {
    return Objects.requireNonNull(connection(channel).feed());
  }

  /** Everything that was written since the last look. */
  static List<Frame> received(EmbeddedChannel channel) {
    List<Frame> frames = new ArrayList<>();
    channel.runPendingTasks();
    for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
      try (ByteBufInputStream in = new ByteBufInputStream(bytes, true)) {
        frames.add(Frame.parseDelimitedFrom(in));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return frames;
  }
}
