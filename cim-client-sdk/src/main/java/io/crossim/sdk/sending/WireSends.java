package io.crossim.sdk.sending;

import static java.util.Objects.requireNonNull;

import io.crossim.common.protocol.Frame;
import io.crossim.common.result.CimException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sends over the v3 connection of now: which it has still to get, and which are under way. They
 * leave in the order of the calls; what the server had no room for leaves again, and before
 * everything behind it. Guarded by the outbox's lock.
 */
final class WireSends {

  private final SendWindow window = new SendWindow();
  private final TreeSet<Outgoing> unwritten =
      new TreeSet<>(Comparator.comparingLong((Outgoing outgoing) -> outgoing.number));
  private final Set<Outgoing> underWay = new HashSet<>();

  private @Nullable Consumer<Frame> connection;
  private int maxFrame;

  /** Counts the pauses, so that the end of one is not taken for the end of a later one. */
  private int pause;

  boolean isConnected() {
    return connection != null;
  }

  void connect(Consumer<Frame> to, int maxFrameBytes, Collection<Outgoing> pending) {
    disconnect();
    connection = to;
    maxFrame = maxFrameBytes;
    pending.forEach(this::add);
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
    int size = frame.getSerializedSize();
    return connection == null || size <= maxFrame
        ? null
        : CimException.invalid(
            "message", size + " bytes", "at most " + maxFrame + ", with its id and receiver");
  }

  /**
   * Writes what may leave now.
   *
   * @param refused takes a send that this server would not take; it is not written again
   */
  void write(Consumer<Outgoing> refused) {
    Consumer<Frame> to = connection;
    while (to != null && !unwritten.isEmpty()) {
      Outgoing next = unwritten.first();
      Frame frame = requireNonNull(next.frame);
      if (!window.hasRoom(frame.getSerializedSize())) {
        return;
      }
      unwritten.remove(next);
      next.refusal = refusal(frame);
      if (next.refusal == null) {
        window.left(frame.getSerializedSize());
        underWay.add(next);
        next.tried = true;
        to.accept(frame);
      } else {
        refused.accept(next);
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

  void accepted() {
    window.accepted();
  }

  /**
   * The server had no room for a send.
   *
   * @return the number of the pause that has to follow; 0 for none
   */
  int noRoom(Outgoing outgoing) {
    if (!back(outgoing)) {
      return 0; // a connection before this one says so
    }
    add(outgoing);
    return window.refused() ? ++pause : 0;
  }

  /** How many pauses there were since a send was accepted. */
  int pauses() {
    return window.pauses();
  }

  void pauseIsOver(int number) {
    if (number == pause) {
      window.pauseIsOver();
    }
  }
}
