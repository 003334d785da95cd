package io.crossim.sdk;

import io.crossim.common.protocol.ContinuityBroken;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.InboxPositions;
import io.crossim.common.protocol.LoginAck;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Position;
import io.crossim.common.result.CimException;
import io.crossim.common.trace.MessageTraces;
import io.crossim.common.trace.Step;
import io.crossim.sdk.connection.Inbound;
import io.crossim.sdk.delivery.BroadcastDeduplicator;
import io.crossim.sdk.delivery.InboxCursor;
import io.crossim.sdk.delivery.PositionSender;
import io.crossim.sdk.delivery.SerialExecutor;
import io.crossim.sdk.sending.Outbox;
import io.netty.channel.Channel;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import lombok.RequiredArgsConstructor;

/** Makes messages of frames, and has the listener called with each. */
@RequiredArgsConstructor
final class IncomingMessages implements Inbound {

  private final OwnMessages own;
  private final Listeners listeners;
  private final SerialExecutor calls;
  private final Outbox outbox;
  private final MessageTraces traces;

  private final InboxCursor cursor = new InboxCursor();
  private final BroadcastDeduplicator live = new BroadcastDeduplicator();
  private final PositionSender positions = new PositionSender(cursor);

  @Override
  public String resume() {
    Position position = cursor.position();
    return position.getEpoch().isEmpty() ? "" : InboxPositions.format(position);
  }

  /** Begins behind a position that was kept from an earlier life. */
  void startAfter(Position position) {
    cursor.startAfter(position);
  }

  /**
   * The position behind a message. The epoch may be a later one: the message's id decides.
   *
   * @throws CimException for a message that no inbox holds
   */
  String positionAfter(ReceivedMessage message) {
    if (message.isLive()) {
      throw CimException.invalid("message", message, "one that an inbox holds");
    }
    return InboxPositions.format(
        cursor.position().toBuilder()
            .setSeq(message.seq())
            .setMessageId(Long.parseLong(message.messageId()))
            .build());
  }

  @Override
  public void loggedIn(Channel accepted, LoginAck ack) {
    positions.connected(accepted);
    live.nextConnection();
    cursor.loggedIn(ack);
  }

  @Override
  public boolean take(Frame frame) {
    return switch (frame.getCmd()) {
      case PUSH -> pushed(frame);
      case SEND_ACK -> {
        outbox.acknowledged(frame.getSendAcksList());
        yield true;
      }
      case CONTINUITY_BROKEN -> broken(frame.getContinuityBroken());
      case RECEIPT, SIGNAL -> told(frame);
      default -> v2(frame);
    };
  }

  private boolean broken(ContinuityBroken broken) {
    ContinuityListener.Reason reason = Messages.reason(broken.getReason());
    if (broken.hasConversation()) {
      cursor.broken(broken.getConversation());
      Conversation conversation = Messages.conversation(broken.getConversation());
      return calls.add(0, () -> listeners.broken(conversation, reason));
    }
    cursor.restart(broken.getRestart());
    return calls.add(0, () -> listeners.broken(/* conversation= */ null, reason));
  }

  /** Tells what others do. It takes room like messages, so that it is bounded like them. */
  private boolean told(Frame frame) {
    boolean room = true;
    for (io.crossim.common.protocol.Receipt receipt : frame.getReceiptsList()) {
      room = calls.add(1, () -> listeners.told(Messages.receipt(receipt)));
    }
    for (io.crossim.common.protocol.Signal signal : frame.getSignalsList()) {
      room = calls.add(1, () -> Messages.signal(signal).ifPresent(listeners::told));
    }
    return room;
  }

  private boolean v2(Frame frame) {
    if (frame.getBatchCount() == 0) {
      return add(Messages.of(frame, frame.getTextBytes()), "");
    }
    boolean room = true;
    for (int i = 0; i < frame.getBatchCount(); i++) {
      room = add(Messages.of(frame, frame.getBatchBytes(i)), "");
    }
    return room;
  }

  private boolean pushed(Frame frame) {
    boolean room = true;
    for (Message message : frame.getMessagesList()) {
      if (message.getSeq() == 0) {
        room = live.isKnown(message) ? room : add(Messages.of(message), "");
        continue;
      }
      switch (cursor.arrived(message)) {
        case GIVE -> {
          positions.synced();
          room = giveOrPassOver(message, room);
        }
        // This server does not know yet what is done with, though another one may have been told.
        case REPEATED -> room = calls.add(0, positions::acknowledge);
        case KNOWN -> room = calls.add(0, () -> done(message.getSeq()));
        case GAP -> positions.sync();
      }
    }
    return room;
  }

  /** Answers whether there is room for more. */
  private boolean giveOrPassOver(Message message, boolean room) {
    ReceivedMessage received = Messages.of(message);
    if (Messages.isShown(message) && !own.isPassedOver(received, message.getClientMsgId())) {
      return add(received, message.getTrace());
    }
    if (cursor.passOver(message.getSeq())) {
      positions.acknowledge();
    }
    return room;
  }

  @Override
  public void whenRoom(Runnable action) {
    calls.whenRoom(action);
  }

  /** Acknowledges at once what is done with: the connection is about to end. */
  void acknowledgeNow() {
    positions.acknowledgeNow();
  }

  /** Everything up to a message is done with, if an inbox holds it. */
  void acknowledge(ReceivedMessage message) {
    if (!message.isLive()) {
      done(message.seq());
    }
  }

  private void done(long seq) {
    if (cursor.done(seq)) {
      positions.acknowledge();
    }
  }

  private boolean add(ReceivedMessage message, String trace) {
    return calls.add(1 + message.body().length, () -> give(message, trace));
  }

  private void give(ReceivedMessage message, String trace) {
    Span span = traces.follow(Step.RECEIVE, trace);
    if (!span.isRecording()) {
      give(message);
      return;
    }
    MessageTraces.name(span, Long.parseLong(message.messageId()));
    try (Scope current = span.makeCurrent()) {
      if (!give(message)) {
        span.setStatus(StatusCode.ERROR, "the listener threw");
      }
    } finally {
      span.end();
    }
  }

  /** Whether the listener took it without an exception. */
  private boolean give(ReceivedMessage message) {
    boolean taken = listeners.give(message);
    if (listeners.isAutomatic()) {
      acknowledge(message);
    }
    return taken;
  }
}
