package io.crossim.server.dialect;

import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.ResultCode;
import io.crossim.server.api.Broadcast;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.Dialect;
import io.crossim.server.connection.Feed;
import io.crossim.server.connection.FrameSource;
import io.crossim.server.connection.InboxView;
import io.crossim.server.inbox.InboxCalls;
import io.crossim.server.inbox.V2Feed;
import java.util.List;
import lombok.RequiredArgsConstructor;

/** Protocol v2: clients that get messages and heartbeats, and cannot be told anything else. */
@RequiredArgsConstructor
public final class V2Dialect implements Dialect {

  private final InboxCalls calls;

  @Override
  public Feed feed(Connection connection) {
    return new V2Feed(connection, calls);
  }

  /** Live messages go on waiting until the feed has caught up, so that they come behind. */
  @Override
  public void welcome(Connection connection, InboxView inbox) {
    connection.writer().releaseAnswers();
  }

  @Override
  public void refuse(Connection connection, ResultCode code, String text) {}

  @Override
  public void complain(Connection connection, ResultCode code, String text) {}

  @Override
  public boolean kick(Connection connection, ResultCode code, String text) {
    return false;
  }

  @Override
  public void goAway(Connection connection, int delayMillis) {}

  /** Does nothing: a v2 client sends over HTTP and has its answers there. */
  @Override
  public void answerSends(Connection connection, List<SendAck> answers) {}

  /** Each receiver's own id stands at the end of the frame. */
  @Override
  public FrameSource broadcast(Broadcast message) {
    return new SharedFrame(message.getSenderId(), message.getSenderName(), LiveFrames.text(message))
        ::encode;
  }

  @Override
  public FrameSource script(Frame message) {
    return FrameSource.shared(message);
  }

  @Override
  public boolean isTwoWay() {
    return false;
  }

  @Override
  public boolean canBeProbed() {
    return false;
  }

  @Override
  public boolean canMove() {
    return false;
  }

  @Override
  public boolean mayMissLive() {
    return false;
  }
}
