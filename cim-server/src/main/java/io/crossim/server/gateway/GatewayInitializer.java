package io.crossim.server.gateway;

import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionSettings;
import io.crossim.server.connection.ConnectionsByLoop;
import io.crossim.server.connection.FrameBound;
import io.crossim.server.conversation.ConversationUplink;
import io.crossim.server.session.Logins;
import io.crossim.server.session.SessionBinder;
import io.crossim.server.uplink.Uplink;
import io.crossim.server.websocket.WebSocketUpgrade;
import io.crossim.service.limits.ClientAddress;
import io.crossim.service.tls.ServerTls;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** The way of what a client sends, from bytes to commands. */
@Sharable
final class GatewayInitializer extends ChannelInitializer<Channel> {

  private static final String LIFE = "life";

  private final ConnectionSettings settings;
  private final WebSocketUpgrade upgrade;
  private final GatewayFrames frames;
  private final GatewayBounds bounds;
  private final ServerTls tls;
  private final AtomicLong ids = new AtomicLong();

  private final ConnectionLifecycleHandler life;
  private final LoginHandler login;
  private final CommandHandler commands;
  private final ExceptionHandler exceptions = new ExceptionHandler();

  GatewayInitializer(
      ConnectionSettings settings,
      FrameBound bound,
      ConnectionsByLoop connections,
      SessionBinder sessions,
      Logins logins,
      Uplink uplink,
      ConversationUplink conversations,
      GatewayBounds bounds,
      ServerTls tls,
      BooleanSupplier isLeaving) {
    this.settings = settings;
    this.bounds = bounds;
    this.upgrade =
        new WebSocketUpgrade(
            bound,
            bounds.web().origins(),
            bounds.web().refusals(),
            bounds.web().proxies(),
            bounds::admitClient,
            isLeaving);
    this.frames = new GatewayFrames(bound, upgrade);
    this.tls = tls;
    this.life =
        new ConnectionLifecycleHandler(
            connections, sessions, logins, conversations.subscriptions());
    this.login = new LoginHandler(sessions, logins, bounds);
    this.commands =
        new CommandHandler(uplink, conversations, conversations.subscriptions(), bounds);
  }

  @Override
  protected void initChannel(Channel channel) {
    ClientAddress from = ClientAddress.of(channel.remoteAddress());
    if (bounds.proxies().contains(from.address())) {
      ProxyHeaderHandler.addTo(channel.pipeline(), client -> begin(channel, client));
    } else {
      begin(channel, from);
    }
  }

  private void begin(Channel channel, ClientAddress from) {
    if (!bounds.admit(channel, from)) {
      channel.close();
      return;
    }
    Connection connection = new Connection(ids.incrementAndGet(), channel, from, settings);
    bounds.unauthenticated().watch(connection);
    tls.addTo(channel.pipeline());
    channel
        .pipeline()
        .addLast(LIFE, life)
        .addLast("frames", new GatewayFrameDecoder(connection, frames));
    addCommands(channel.pipeline());
  }

  private void addCommands(ChannelPipeline pipeline) {
    pipeline
        .addLast("login", login)
        .addLast("commands", commands)
        .addLast("exceptions", exceptions);
  }

  /**
   * Makes a connection of the HTTP port one of WebSocket, or answers why not and closes it.
   *
   * @param ctx the last handler before those that come with it
   */
  void takeOver(ChannelHandlerContext ctx, HttpRequest head, ClientAddress from) {
    Channel channel = ctx.channel();
    ClientAddress client = upgrade.client(head, from);
    FullHttpResponse refusal = upgrade.refusal(head, client);
    if (refusal == null && !bounds.admitTakenOver(channel, client)) {
      refusal = WebSocketUpgrade.tooMany();
    }
    if (refusal != null) {
      ctx.writeAndFlush(refusal).addListener(ChannelFutureListener.CLOSE);
      return;
    }
    Connection connection = new Connection(ids.incrementAndGet(), channel, client, settings);
    bounds.unauthenticated().watch(connection);
    channel.pipeline().addLast(LIFE, life);
    addCommands(channel.pipeline());
    upgrade.accept(ctx, LIFE, head, connection);
    connection.becomeWebSocket(client);
    ctx.fireChannelActive(); // the handlers that are there from now on have missed it
  }
}
