package io.crossim.server.gateway;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.UserNames;
import io.crossim.common.result.CimException;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionState;
import io.crossim.server.session.SessionBinder;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import lombok.RequiredArgsConstructor;

/** Takes the login, which comes first, and lets everything else pass only behind it. */
@Sharable
@RequiredArgsConstructor
final class LoginHandler extends SimpleChannelInboundHandler<Frame> {

  private final SessionBinder sessions;

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
    } else {
      ctx.fireChannelRead(frame);
    }
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
      if (frame.getId() < 1) {
        throw CimException.invalid("id", frame.getId(), "the id of a user");
      }
      connection.login(frame.getId(), UserNames.check(frame.getText()));
      sessions.begin(connection);
    } catch (CimException e) {
      connection.close(CloseReason.LOGIN_INVALID, String.valueOf(e.getMessage()));
    }
  }
}
