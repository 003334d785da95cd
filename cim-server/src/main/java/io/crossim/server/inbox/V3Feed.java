package io.crossim.server.inbox;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.ContinuityBroken;
import io.crossim.common.protocol.ContinuityBroken.Reason;
import io.crossim.common.protocol.Frame;
import io.crossim.route.api.AckItem;
import io.crossim.route.api.Continuity;
import io.crossim.route.api.StoredMessage;
import io.crossim.server.connection.Connection;
import java.util.List;

/** The feed of a client that acknowledges: so many messages may be out as its window has room. */
public final class V3Feed extends InboxFeed {

  private final int window;

  /** What a route was told; less than that is no news. */
  private long told;

  public V3Feed(Connection connection, InboxCalls calls, int window) {
    super(connection, calls);
    this.window = window;
  }

  @Override
  public void acknowledge(InboxPosition position) {
    long seq = position.seq();
    if (!position.epoch().equals(epoch()) || seq <= told || seq > sentSeq()) {
      return;
    }
    told = seq;
    acknowledged(seq);
    calls.acknowledge(
        AckItem.newBuilder()
            .setUserId(connection.userId())
            .setDevice(connection.device())
            .setEpoch(epoch())
            .setSeq(seq)
            .build());
    pullIfBehind();
  }

  @Override
  int room() {
    return connection.isWritable()
        ? (int) Math.min(PAGE, window - (sentSeq() - acknowledgedSeq()))
        : 0;
  }

  @Override
  boolean takesLive() {
    return room() > 0;
  }

  @Override
  boolean keepsUp() {
    return room() > 0;
  }

  @Override
  void write(List<StoredMessage> messages) {
    for (StoredMessage message : messages) {
      connection.send(PushBytes.encode(message));
    }
  }

  @Override
  void tellBroken(Continuity continuity, InboxPosition restart) {
    Reason reason =
        switch (continuity) {
          case EXPIRED -> Reason.EXPIRED;
          case STORE_WENT_BACK -> Reason.STORE_WENT_BACK;
          default -> Reason.STORE_CHANGED;
        };
    connection.send(
        Frame.newBuilder()
            .setCmd(Command.CONTINUITY_BROKEN)
            .setContinuityBroken(
                ContinuityBroken.newBuilder().setReason(reason).setRestart(restart.toProtocol()))
            .build());
  }

  @Override
  void moved(long seq) {
    told = 0; // a client that resumes may still acknowledge what it had before
  }
}
