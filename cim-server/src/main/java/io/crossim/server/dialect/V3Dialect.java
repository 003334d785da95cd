package io.crossim.server.dialect;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.LoginAck;
import io.crossim.common.protocol.LoginFeatures;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.ResultCode;
import io.crossim.server.api.Broadcast;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.Dialect;
import io.crossim.server.connection.Feed;
import io.crossim.server.connection.FrameSource;
import io.crossim.server.connection.InboxView;
import io.crossim.server.inbox.InboxCalls;
import io.crossim.server.inbox.V3Feed;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;

/** Protocol v3: clients that send, acknowledge, answer pings, and move when they are asked to. */
public class V3Dialect implements Dialect {

  /** A client that has written nothing for so long pings. */
  private static final Duration PING_INTERVAL = Duration.ofSeconds(10);

  private final InboxCalls calls;

  /** The largest frame that a client may send. */
  private final int maxFrame;

  /** How many pushed messages may be unacknowledged. */
  private final int window;

  public V3Dialect(InboxCalls calls, int maxFrame) {
    this(calls, maxFrame, V3Feed.WINDOW);
  }

  protected V3Dialect(InboxCalls calls, int maxFrame, int window) {
    this.calls = calls;
    this.maxFrame = maxFrame;
    this.window = window;
  }

  @Override
  public Feed feed(Connection connection) {
    return new V3Feed(connection, calls, window);
  }

  @Override
  public void welcome(Connection connection, InboxView inbox) {
    connection
        .writer()
        .send(
            loginAck(
                LoginAck.newBuilder()
                    .setCode(ResultCode.SUCCESS.code())
                    .setSessionId(Long.toString(connection.generation()))
                    .setEpoch(inbox.epoch())
                    .setAckedSeq(inbox.ackedSeq())
                    .setHeadSeq(inbox.headSeq())
                    .setPingIntervalMs((int) PING_INTERVAL.toMillis())
                    .setMaxFrame(maxFrame)
                    .setWindow(window)
                    .setFeatures(features(connection))));
    connection.writer().releaseAnswers();
    connection.writer().releaseHeld();
  }

  /** What the client has announced and this server knows. */
  private static String features(Connection connection) {
    StringJoiner known = new StringJoiner(",");
    if (connection.takesEarlyAcks()) {
      known.add(LoginFeatures.EARLY_ACK);
    }
    if (connection.takesConversations()) {
      known.add(LoginFeatures.CONVERSATIONS);
    }
    return known.toString();
  }

  @Override
  public void refuse(Connection connection, ResultCode code, String text) {
    write(connection, loginAck(LoginAck.newBuilder().setCode(code.code()).setText(text)));
  }

  @Override
  public void complain(Connection connection, ResultCode code, String text) {
    connection.writer().answer(ProtocolFrames.error(code, text));
  }

  @Override
  public boolean kick(Connection connection, ResultCode code, String text) {
    write(connection, ProtocolFrames.kick(code, text));
    return true;
  }

  @Override
  public void goAway(Connection connection, int delayMillis) {
    write(connection, ProtocolFrames.goAway(delayMillis));
  }

  @Override
  public void answerSends(Connection connection, List<SendAck> answers) {
    connection
        .writer()
        .answer(Frame.newBuilder().setCmd(Command.SEND_ACK).addAllSendAcks(answers).build());
  }

  @Override
  public FrameSource broadcast(Broadcast message) {
    return FrameSource.shared(LiveFrames.of(message));
  }

  @Override
  public FrameSource script(Frame message) {
    return FrameSource.shared(LiveFrames.of(message));
  }

  @Override
  public boolean isTwoWay() {
    return true;
  }

  @Override
  public boolean canBeProbed() {
    return true;
  }

  @Override
  public boolean canMove() {
    return true;
  }

  @Override
  public boolean mayMissLive() {
    return true;
  }

  private static Frame loginAck(LoginAck.Builder ack) {
    return Frame.newBuilder().setCmd(Command.LOGIN_ACK).setLoginAck(ack).build();
  }

  private static void write(Connection connection, Frame frame) {
    connection.writer().send(frame);
    connection.writer().flush();
  }
}
