package io.crossim.sdk.connection;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.LoginAck;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Logs in. LOGIN and PING leave together, because a v2 server does not answer a login; before it is
 * accepted a server writes nothing, so that the first frame tells that it is: LOGIN_ACK comes from
 * a v3 server, anything else, which is the pong as a rule, from a v2 server.
 */
@RequiredArgsConstructor
final class LoginHandler extends ChannelInboundHandlerAdapter {

  static final long TIMEOUT_SECONDS = 10;

  private final Identity user;
  private final @Nullable String token;
  private final Inbound inbound;
  private final Consumer<Acceptance> accepted;

  private @Nullable Future<?> timeout;

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.write(login());
    ctx.writeAndFlush(Frames.ping(user.userId()));
    timeout = ctx.executor().schedule(() -> giveUp(ctx), TIMEOUT_SECONDS, TimeUnit.SECONDS);
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    cancelTimeout();
    Frame frame = (Frame) message;
    if (frame.getCmd() == Command.LOGIN_ACK) {
      LoginAck ack = frame.getLoginAck();
      if (!ack.getCode().equals(ResultCode.SUCCESS.code())) {
        Closing.close(ctx.channel(), new CimException(ResultCode.of(ack.getCode()), ack.getText()));
        return;
      }
      inbound.loggedIn(ctx.channel(), ack);
      accepted.accept(Acceptance.of(ack));
    } else {
      accepted.accept(Acceptance.V2);
      ctx.fireChannelRead(message);
    }
    ctx.pipeline().remove(this);
  }

  private Frame login() {
    Frame.Builder login =
        Frames.login(user.userId(), user.userName()).toBuilder()
            .putProperties("proto", "3")
            .putProperties("device", user.device())
            .putProperties("client", "cim-java");
    if (!user.features().isEmpty()) {
      login.putProperties("features", user.features());
    }
    if (token != null) {
      login.putProperties("token", token);
    }
    String resume = inbound.resume();
    if (!resume.isEmpty()) {
      login.putProperties("resume", resume);
    }
    return login.build();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    cancelTimeout();
    ctx.fireChannelInactive();
  }

  private static void giveUp(ChannelHandlerContext ctx) {
    Closing.close(
        ctx.channel(),
        new UnavailableException(
            "the server did not accept the login within " + TIMEOUT_SECONDS + " s", null));
  }

  private void cancelTimeout() {
    if (timeout != null) {
      timeout.cancel(false);
    }
  }
}
