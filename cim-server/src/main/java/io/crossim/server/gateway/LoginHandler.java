package io.crossim.server.gateway;

import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.LoginFeatures;
import io.crossim.common.protocol.UserNames;
import io.crossim.common.result.CimException;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionState;
import io.crossim.server.connection.Dialect;
import io.crossim.server.connection.InboxPosition;
import io.crossim.server.session.Logins;
import io.crossim.server.session.SessionBinder;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import lombok.RequiredArgsConstructor;

/** Takes the first frame, which has to be a login, and leaves the pipeline. */
@Sharable
@RequiredArgsConstructor
final class LoginHandler extends SimpleChannelInboundHandler<Frame> {

  /** Few names stand for all devices, and each connection keeps its own. */
  private static final Interner<String> DEVICES = Interners.newWeakInterner();

  /** The device of a v3 client that names none. */
  private static final String DEFAULT_DEVICE = "default";

  private static final int MAX_DEVICE = 64;

  private final SessionBinder sessions;
  private final Logins logins;
  private final GatewayBounds bounds;

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Frame frame) {
    ctx.pipeline().remove(this);
    Connection connection = Connection.of(ctx.channel());
    if (frame.getCmd() != Command.LOGIN_REQUEST) {
      connection.close(CloseReason.NOT_LOGGED_IN, "command " + frame.getCmdValue());
    } else if (!connection.isWebSocket()
        && !bounds.admitClient(ctx.channel(), connection.address(), connection.address())) {
      connection.close(CloseReason.LOGIN_REFUSED, "too many connections of one address");
    } else if (connection.state() != ConnectionState.CLOSED) {
      login(connection, frame);
    }
  }

  private static String device(Frame frame) {
    String name = frame.getPropertiesOrDefault("device", "");
    if (name.isEmpty()) {
      return DEFAULT_DEVICE;
    }
    if (name.length() > MAX_DEVICE || name.chars().anyMatch(Character::isISOControl)) {
      throw CimException.invalid(
          "device", name.length() + " characters", "1 to 64 printable characters");
    }
    return DEVICES.intern(name);
  }

  private static Logins.LoginParameters parameters(Frame frame) {
    String resume = frame.getPropertiesOrDefault("resume", "");
    return new Logins.LoginParameters(
        frame.getPropertiesOrDefault("token", ""),
        resume.isEmpty() ? null : InboxPosition.parse(resume));
  }

  private static Dialect announce(Connection connection, Frame frame) {
    String protocol = frame.getPropertiesOrDefault("proto", "");
    Dialect dialect = connection.announce(protocol);
    if (connection.isWebSocket() && !protocol.equals("3")) {
      throw CimException.invalid("proto", protocol, "3, over WebSocket");
    }
    return dialect;
  }

  private void login(Connection connection, Frame frame) {
    try {
      // First, so that a client is told what is wrong with its login.
      boolean isTwoWay = announce(connection, frame).isTwoWay();
      LoginBounds.check(frame);
      String device = isTwoWay ? device(frame) : Connection.V2_DEVICE;
      if (frame.getId() < 1) {
        throw CimException.invalid("id", frame.getId(), "the id of a user");
      }
      Logins.LoginParameters parameters = isTwoWay ? parameters(frame) : Logins.NOTHING;
      String features = isTwoWay ? frame.getPropertiesOrDefault("features", "") : "";
      connection.takesEarlyAcks(LoginFeatures.contains(features, LoginFeatures.EARLY_ACK));
      connection.takesConversations(LoginFeatures.contains(features, LoginFeatures.CONVERSATIONS));
      connection.login(frame.getId(), UserNames.check(frame.getText()), device);
      logins.begin(connection, parameters);
      sessions.begin(connection);
    } catch (CimException e) {
      logins.refused(connection, e.code(), String.valueOf(e.getMessage()));
      connection.close(CloseReason.LOGIN_INVALID, String.valueOf(e.getMessage()));
    }
  }
}
