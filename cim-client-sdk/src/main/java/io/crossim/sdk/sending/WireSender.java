package io.crossim.sdk.sending;

import static java.util.Objects.requireNonNull;

import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Writes sends to the present v3 connection, in the order of the calls, and takes the answers. What
 * the server had no room for leaves again after a pause, and before everything behind it.
 *
 * <p>Guarded by the queue's monitor, which all but {@link #acknowledged} expect to be held.
 */
@RequiredArgsConstructor
final class WireSender {

  private final SendQueue queue;
  private final SendThreads threads;
  private final IntFunction<Duration> backoff;

  /** Lets the outbox write the next sends. */
  private final Runnable next;

  private final SendWindow window = new SendWindow();
  private final TreeSet<Outgoing> unwritten =
      new TreeSet<>(Comparator.comparingLong((Outgoing outgoing) -> outgoing.number));
  private final Set<Outgoing> underWay = new HashSet<>();

  private @Nullable Consumer<Frame> connection;
  private int maxFrame;
  private boolean knowsConversations;

  /** Counts the pauses, so that the end of one is not taken for the end of a later one. */
  private int pause;

  boolean isConnected() {
    return connection != null;
  }

  /** Takes the place of the connection before; what has no outcome is written again. */
  void connect(Consumer<Frame> to, int maxFrameBytes, boolean conversations) {
    disconnect();
    connection = to;
    maxFrame = maxFrameBytes;
    knowsConversations = conversations;
    queue.all().forEach(this::add);
  }

  void disconnect() {
    connection = null;
    unwritten.clear();
    underWay.clear();
    window.reset();
    pause++;
  }

  void add(Outgoing outgoing) {
    if (connection != null && outgoing.frame != null && outgoing.refusal == null) {
      unwritten.add(outgoing);
    }
  }

  /** Why the server of now would not take a frame; null when it would, or there is none. */
  @Nullable CimException refusal(Frame frame) {
    if (connection == null) {
      return null;
    }
    if (!knowsConversations && Outgoing.isForConversations(frame)) {
      return new CimException(
          ResultCode.FAILURE, "the server is of an earlier version, which has no groups");
    }
    int size = frame.getSerializedSize();
    return size <= maxFrame
        ? null
        : CimException.invalid(
            "message", size + " bytes", "at most " + maxFrame + ", with its id and receiver");
  }

  /** Writes what may leave now. A send that this server would not take fails. */
  void write() {
    Consumer<Frame> to = connection;
    while (to != null && !unwritten.isEmpty()) {
      Outgoing oldest = unwritten.first();
      Frame frame = requireNonNull(oldest.frame);
      if (!window.hasRoom(frame.getSerializedSize())) {
        return;
      }
      unwritten.remove(oldest);
      oldest.refusal = refusal(frame);
      if (oldest.refusal == null) {
        window.left(frame.getSerializedSize());
        underWay.add(oldest);
        oldest.tried = true;
        to.accept(frame);
      } else {
        threads.run(() -> queue.settle(oldest, Outcome.UNKNOWN, oldest.refusal));
      }
    }
  }

  /** The send has an outcome. */
  void remove(Outgoing outgoing) {
    unwritten.remove(outgoing);
    back(outgoing);
  }

  private boolean back(Outgoing outgoing) {
    if (!underWay.remove(outgoing)) {
      return false;
    }
    window.back(requireNonNull(outgoing.frame).getSerializedSize());
    return true;
  }

  /** Takes what the server says became of a send. On a thread for calls, without the monitor. */
  void acknowledged(SendAck ack) {
    Outgoing outgoing = find(ack.getClientMsgId());
    ResultCode code = ResultCode.of(ack.getCode());
    if (outgoing == null) {
      return; // it had an outcome: its time was over, or two connections have answered
    }
    switch (code) {
      case SUCCESS -> accepted(outgoing, ack);
      case FAILURE -> noRoom(outgoing); // the server's trouble, not ours: it passes
      default -> queue.settle(outgoing, Outcome.UNKNOWN, new CimException(code, ack.getText()));
    }
  }

  private @Nullable Outgoing find(String clientMsgId) {
    synchronized (queue) {
      return queue.find(clientMsgId);
    }
  }

  private void accepted(Outgoing outgoing, SendAck ack) {
    synchronized (queue) {
      window.accepted();
    }
    queue.settle(outgoing, Outcome.of(ack), null);
  }

  private void noRoom(Outgoing outgoing) {
    synchronized (queue) {
      if (!back(outgoing)) {
        return; // a connection before this one says so
      }
      add(outgoing);
      if (window.refused()) {
        int number = ++pause;
        threads.after(backoff.apply(window.pauses()), () -> endPause(number));
      }
    }
  }

  private void endPause(int number) {
    synchronized (queue) {
      if (number == pause) {
        window.pauseIsOver();
      }
    }
    next.run();
  }
}
