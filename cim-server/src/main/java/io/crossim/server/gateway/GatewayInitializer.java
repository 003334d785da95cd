package io.crossim.server.gateway;

import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionSettings;
import io.crossim.server.connection.ConnectionsByLoop;
import io.crossim.server.conversation.ConversationUplink;
import io.crossim.server.session.Logins;
import io.crossim.server.session.SessionBinder;
import io.crossim.server.uplink.Uplink;
import io.crossim.service.limits.ClientAddress;
import io.crossim.service.tls.ServerTls;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import java.util.concurrent.atomic.AtomicLong;

/** The way of what a client sends, from bytes to commands. */
@Sharable
final class GatewayInitializer extends ChannelInitializer<Channel> {

  private final ConnectionSettings settings;
  private final FrameBound bound;
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
      ServerTls tls) {
    this.settings = settings;
    this.bound = bound;
    this.bounds = bounds;
    this.tls = tls;
    this.life =
        new ConnectionLifecycleHandler(
            connections, sessions, logins, conversations.subscriptions());
    this.login = new LoginHandler(sessions, logins);
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
        .addLast("life", life)
        .addLast("frames", new GatewayFrameDecoder(connection, bound))
        .addLast("login", login)
        .addLast("commands", commands)
        .addLast("exceptions", exceptions);
  }
}
