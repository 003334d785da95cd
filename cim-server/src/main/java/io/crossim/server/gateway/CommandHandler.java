package io.crossim.server.gateway;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Message;
import io.crossim.common.result.ResultCode;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionEvent;
import io.crossim.server.connection.ConnectionState;
import io.crossim.server.connection.Feed;
import io.crossim.server.connection.InboxPosition;
import io.crossim.server.conversation.ConversationUplink;
import io.crossim.server.conversation.Subscriptions;
import io.crossim.server.uplink.Uplink;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.List;
import java.util.Queue;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * What a client says behind its login. Heartbeats are answered at once; the rest has an effect only
 * when a route has accepted the login, and waits for that. Commands that have no meaning here, or
 * that only newer clients know, are passed over. One handler for all of it: each in a pipeline
 * costs 64 bytes of every connection.
 */
@Slf4j
@Sharable
@RequiredArgsConstructor
final class CommandHandler extends SimpleChannelInboundHandler<Frame> {

  private final Uplink uplink;
  private final ConversationUplink conversations;
  private final Subscriptions subscriptions;
  private final GatewayBounds bounds;

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Frame frame) {
    Connection connection = Connection.of(ctx.channel());
    if (connection.state() == ConnectionState.CLOSED) {
      return;
    }
    if (frame.getCmd() == Command.LOGIN_REQUEST) {
      loginAgain(connection, frame);
    } else if (frame.getCmd() == Command.PING) {
      ping(connection, frame);
    } else if (connection.state().isAccepted()) {
      command(connection, frame);
    } else if (connection.dialect().isTwoWay() && !EarlyFrames.hold(ctx.channel(), frame)) {
      connection.close(
          CloseReason.NOT_LOGGED_IN, "too much was sent before the login was answered");
    }
  }

  /** The login is accepted: what the client has said behind it counts now. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event != ConnectionEvent.LOGIN_ACCEPTED) {
      ctx.fireUserEventTriggered(event);
      return;
    }
    Connection connection = Connection.of(ctx.channel());
    Queue<Frame> early = EarlyFrames.take(ctx.channel());
    while (early != null && !early.isEmpty()) {
      Frame frame = early.remove();
      if (connection.state() != ConnectionState.CLOSED) {
        command(connection, frame);
      }
    }
  }

  /** A repeated login of the same user changes nothing; nobody becomes somebody else. */
  private static void loginAgain(Connection connection, Frame frame) {
    if (frame.getId() != connection.userId()) {
      connection.close(CloseReason.LOGIN_INVALID, "a second login as another user");
    }
  }

  private void command(Connection connection, Frame frame) {
    Feed feed = connection.feed();
    if (connection.dialect().isTwoWay() && feed != null) {
      messages(connection, feed, frame);
    } else {
      passOver(connection, frame);
    }
  }

  private static void ping(Connection connection, Frame frame) {
    if (connection.dialect().isTwoWay() && frame.getText().equals(Frames.PONG_TEXT)) {
      return; // it was asked, and has answered by being read
    }
    connection.writer().answer(Frames.pong(connection.userId()));
  }

  /**
   * What a client says about messages. A connection whose session has a successor acknowledges what
   * it got, and no more: the client sends the rest over the new one.
   */
  private void messages(Connection connection, Feed feed, Frame frame) {
    boolean isMuted = connection.state() == ConnectionState.MUTED;
    if (isMuted && frame.getCmd() != Command.ACK) {
      passOver(connection, frame);
      return;
    }
    switch (frame.getCmd()) {
      case SEND -> send(connection, frame.getMessagesList());
      case ACK -> feed.acknowledge(InboxPosition.of(frame.getPosition()));
      case RECEIPT -> conversations.receipts(connection, frame.getReceiptsList());
      case SIGNAL -> conversations.signals(connection, frame.getSignalsList());
      case SUBSCRIBE -> subscriptions.take(connection, frame.getSubscription());
      case SYNC -> feed.sync(InboxPosition.of(frame.getPosition()));
      default -> passOver(connection, frame);
    }
  }

  private static void passOver(Connection connection, Frame frame) {
    log.debug("{}: command {} ignored", connection, frame.getCmdValue());
  }

  /** What is beyond a limit is refused, and what follows it in the frame too: order is kept. */
  private void send(Connection connection, List<Message> messages) {
    int count = messages.size();
    if (count > bounds.maxMessages()) {
      String found = count + " in one frame (expected: at most " + bounds.maxMessages() + ")";
      connection.dialect().complain(connection, ResultCode.INVALID_ARGUMENT, "messages: " + found);
      connection.close(CloseReason.FRAME_TOO_LARGE, found);
      return;
    }
    int allowed = bounds.traffic().sendUpTo(connection.address(), connection.userId(), count);
    uplink.send(connection, messages.subList(0, allowed));
    if (allowed < count) {
      uplink.refuse(connection, messages.subList(allowed, count));
    }
  }
}
