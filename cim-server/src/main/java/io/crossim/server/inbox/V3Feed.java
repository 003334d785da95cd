package io.crossim.server.inbox;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.ContinuityBroken;
import io.crossim.common.protocol.ContinuityBroken.Reason;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Message;
import io.crossim.route.api.Continuity;
import io.crossim.route.api.StoredMessage;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.InboxPosition;
import java.util.List;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** The feed of a client that acknowledges: so many messages may be out as its window has room. */
@Slf4j
public final class V3Feed extends InboxFeed {

  /** How many pushed messages may be unacknowledged. */
  public static final int WINDOW = 1_000;

  /** What a frame costs beside the payload of its message, about. */
  private static final int FRAME = 128;

  private final int window;

  /** What a route was told, in which epoch; a report that is not above it is not sent. */
  private long reportedSeq;

  private String reportedEpoch = "";

  /** An acknowledgement that came before the store had confirmed where the client stands. */
  private @Nullable InboxPosition early;

  public V3Feed(Connection connection, InboxCalls calls, int window) {
    super(connection, calls);
    this.window = window;
  }

  /** Counts up to what was written here, or what the store has confirmed that the client had. */
  @Override
  public void acknowledge(InboxPosition upTo) {
    long seq = upTo.seq();
    boolean isProven = upTo.epoch().equals(position.epoch()) && seq <= position.provenSeq();
    if (!isProven) {
      early = position.claim() == null ? null : upTo;
      return;
    }
    if (seq <= reportedSeq && reportedEpoch.equals(position.epoch())) {
      return;
    }
    reportedSeq = seq;
    reportedEpoch = position.epoch();
    acknowledged(seq);
    pullIfBehind();
  }

  @Override
  int room() {
    return connection.writer().isWritable()
        ? (int) Math.min(InboxReader.PAGE, window - position.out())
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

  /** Stops when the channel is full, so that no more than one frame is held beyond its bound. */
  @Override
  int write(List<StoredMessage> messages) {
    int most = Math.min(room(), messages.size());
    long bytes = connection.writer().writableBytes();
    int count = 0;
    while (count < most && bytes > 0) {
      bytes -= messages.get(count).getPayload().size() + FRAME;
      count++;
    }
    for (StoredMessage message : written().follow(messages.subList(0, count))) {
      if (message.getGap() != Continuity.KEPT && connection.takesConversations()) {
        tellGap(message);
      }
      connection.writer().send(PushBytes.encode(known(message)));
    }
    return count;
  }

  /**
   * The message in a form that the client knows. One that it has nothing to show of, or takes for
   * another one, comes all the same, because a client asks for what is missing in the sequence. So
   * does one that stands for a gap.
   */
  private StoredMessage known(StoredMessage message) {
    ByteString payload = message.getPayload();
    boolean isShown =
        connection.takesConversations()
            ? message.getGap() == Continuity.KEPT
            : EventPayload.isShownTo(connection.userId(), payload);
    return isShown ? message : message.toBuilder().setPayload(EventPayload.hide(payload)).build();
  }

  @Override
  void tellBroken(Continuity continuity, InboxPosition restart) {
    tell(broken(continuity).setRestart(restart.toProtocol()));
  }

  /** Tells that messages of one conversation are missing; the inbox goes on. */
  private void tellGap(StoredMessage message) {
    try {
      Conversation conversation = Message.parseFrom(message.getPayload()).getConversation();
      tell(broken(message.getGap()).setConversation(conversation));
    } catch (InvalidProtocolBufferException e) {
      log.debug("message {} of user {} is none", message.getSeq(), connection.userId());
    }
  }

  private static ContinuityBroken.Builder broken(Continuity continuity) {
    return ContinuityBroken.newBuilder()
        .setReason(
            switch (continuity) {
              case EXPIRED -> Reason.EXPIRED;
              case STORE_WENT_BACK -> Reason.STORE_WENT_BACK;
              default -> Reason.STORE_CHANGED;
            });
  }

  private void tell(ContinuityBroken.Builder broken) {
    connection
        .writer()
        .send(
            Frame.newBuilder()
                .setCmd(Command.CONTINUITY_BROKEN)
                .setContinuityBroken(broken)
                .build());
  }

  @Override
  void moved(long seq) {
    InboxPosition waiting = early;
    if (waiting != null) {
      early = null;
      acknowledge(waiting);
    }
  }
}
