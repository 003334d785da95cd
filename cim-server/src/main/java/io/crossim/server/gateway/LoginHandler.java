package io.crossim.server.gateway;

import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.UserNames;
import io.crossim.common.result.CimException;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionEvent;
import io.crossim.server.connection.ConnectionState;
import io.crossim.server.inbox.InboxPosition;
import io.crossim.server.session.Logins;
import io.crossim.server.session.SessionBinder;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.Queue;
import lombok.RequiredArgsConstructor;

/**
 * Takes the login, which comes first. Of what follows it lets heartbeats pass at once, and the rest
 * when a route has accepted the login: until then nothing that the client says has an effect.
 */
@Sharable
@RequiredArgsConstructor
final class LoginHandler extends SimpleChannelInboundHandler<Frame> {

  /** Few names stand for all devices, and each connection keeps its own. */
  private static final Interner<String> DEVICES = Interners.newWeakInterner();

  /** Of a v3 client that names none. */
  private static final String DEFAULT_DEVICE = "default";

  private static final int MAX_DEVICE = 64;

  private final SessionBinder sessions;
  private final Logins logins;

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Frame frame) {
    Connection connection = Connection.of(ctx.channel());
    if (connection.state() == ConnectionState.CLOSED) {
      return;
    }
    boolean first = connection.state() == ConnectionState.CONNECTED;
    if (frame.getCmd() == Command.LOGIN_REQUEST) {
      login(connection, frame, first);
    } else if (first) {
      connection.close(CloseReason.NOT_LOGGED_IN, "command " + frame.getCmdValue());
    } else if (connection.isAccepted() || frame.getCmd() == Command.PING) {
      ctx.fireChannelRead(frame);
    } else if (connection.isV3() && !EarlyFrames.hold(ctx.channel(), frame)) {
      connection.close(
          CloseReason.NOT_LOGGED_IN, "too much was sent before the login was answered");
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event != ConnectionEvent.LOGIN_ACCEPTED) {
      ctx.fireUserEventTriggered(event);
      return;
    }
    Queue<Frame> early = EarlyFrames.take(ctx.channel());
    while (early != null && !early.isEmpty()) {
      Frame frame = early.remove();
      if (Connection.of(ctx.channel()).state() != ConnectionState.CLOSED) {
        ctx.fireChannelRead(frame);
      }
    }
  }

  private static boolean isV3(Frame frame) {
    return frame.getPropertiesOrDefault("proto", "").equals("3");
  }

  private static String device(String name) {
    if (name.isEmpty()) {
      return DEFAULT_DEVICE;
    }
    if (name.length() > MAX_DEVICE || name.chars().anyMatch(Character::isISOControl)) {
      throw CimException.invalid(
          "device", name.length() + " characters", "1 to 64 printable characters");
    }
    return DEVICES.intern(name);
  }

  private static Logins.LoginParameters words(Frame frame) {
    String resume = frame.getPropertiesOrDefault("resume", "");
    return new Logins.LoginParameters(
        frame.getPropertiesOrDefault("token", ""),
        resume.isEmpty() ? null : InboxPosition.parse(resume));
  }

  /** A repeated login of the same user changes nothing; nobody becomes somebody else. */
  private void login(Connection connection, Frame frame, boolean first) {
    if (!first) {
      if (frame.getId() != connection.userId()) {
        connection.close(CloseReason.LOGIN_INVALID, "a second login as another user");
      }
      return;
    }
    try {
      if (isV3(frame)) {
        connection.announceV3(DEFAULT_DEVICE); // so that it is told what is wrong with its login
      }
      LoginBounds.check(frame);
      if (connection.isV3()) {
        connection.announceV3(device(frame.getPropertiesOrDefault("device", "")));
      }
      if (frame.getId() < 1) {
        throw CimException.invalid("id", frame.getId(), "the id of a user");
      }
      Logins.LoginParameters said = connection.isV3() ? words(frame) : Logins.NOTHING;
      connection.login(frame.getId(), UserNames.check(frame.getText()));
      logins.begin(connection, said);
      sessions.begin(connection);
    } catch (CimException e) {
      logins.refused(connection, e.code(), String.valueOf(e.getMessage()));
      connection.close(CloseReason.LOGIN_INVALID, String.valueOf(e.getMessage()));
    }
  }
}
