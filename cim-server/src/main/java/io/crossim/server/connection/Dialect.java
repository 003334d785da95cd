package io.crossim.server.connection;

import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.ResultCode;
import io.crossim.server.api.Broadcast;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.List;

/**
 * What depends on the protocol that a client speaks. There is one object for each protocol, which
 * keeps nothing of a connection. Methods that take a connection are called on its event loop.
 */
public interface Dialect {

  /** Makes the feed of a connection whose user is known. */
  Feed feed(Connection connection);

  /** The session is bound: tells the client, and releases what must not wait for its inbox. */
  void welcome(Connection connection, InboxView inbox);

  /** Tells a client why its login is refused, as far as it can be told; the caller closes. */
  void refuse(Connection connection, ResultCode code, String text);

  /** Tells a client that it sent what is not allowed; the caller closes. */
  void complain(Connection connection, ResultCode code, String text);

  /**
   * Tells a client that its session is over, and that it must not come back by itself.
   *
   * @return whether it can be told
   */
  boolean kick(Connection connection, ResultCode code, String text);

  /** Asks a client for a sign of life. */
  default void ping(Connection connection) {
    connection.writer().send(Frames.ping(connection.userId()));
    connection.writer().flush();
  }

  /** Nothing was read for half of the time after which the connection is closed. */
  default void keepAlive(Connection connection) {}

  /** Closes the channel of a connection that has been closed for this reason. */
  default void hangUp(Channel channel, CloseReason reason) {
    if (reason == CloseReason.SERVER_STOPPING) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    } else {
      channel.close();
    }
  }

  /** Asks a client to connect to another server, and to leave then. */
  void goAway(Connection connection, int delayMillis);

  /** Tells a client what became of messages that it sent. */
  void answerSends(Connection connection, List<SendAck> answers);

  /** Encodes a message to everyone online, once for all receivers. */
  FrameSource broadcast(Broadcast message);

  /** Encodes a frame that a script made, once for all connections of its receiver. */
  FrameSource script(Frame message);

  /** Whether clients send and acknowledge over the connection, and say more at their login. */
  boolean isTwoWay();

  /** Whether a client answers when it is asked for a sign of life. */
  boolean canBeProbed();

  /** Whether a client can be asked to move to another server. */
  boolean canMove();

  /** Whether a client that does not keep up does without live messages; else it is closed. */
  boolean mayMissLive();
}
