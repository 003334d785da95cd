package io.crossim.server.connection;

import io.crossim.common.protocol.Frame;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what a connection has to wait with until its login is accepted. On its event loop only. */
final class PendingLogin {

  /** More pings before the end of a login are not worth an answer. */
  private static final int MAX_ANSWERS = 4;

  private final HeldFrames frames;
  private final List<Frame> answers = new ArrayList<>(0);
  private @Nullable Runnable whenOver;

  PendingLogin(int maxBytes) {
    this.frames = new HeldFrames(maxBytes);
  }

  void whenOver(Runnable action) {
    whenOver = action;
  }

  /** The login is accepted, or can no longer be: runs what was to run then, once. */
  void over() {
    Runnable action = whenOver;
    if (action != null) {
      whenOver = null;
      action.run();
    }
  }

  /** Takes a message over; false, and it is gone, when there is no room for it. */
  boolean hold(ByteBuf frame) {
    return frames.add(frame);
  }

  /** Keeps the answer to something that the client sent; one too many is dropped. */
  void answer(Frame frame) {
    if (answers.size() < MAX_ANSWERS) {
      answers.add(frame);
    }
  }

  /** Hands the answers over, oldest first. */
  void drainAnswers(Consumer<Frame> taker) {
    answers.forEach(taker);
    answers.clear();
  }

  /** Hands the messages over, oldest first. */
  void drain(Consumer<ByteBuf> taker) {
    frames.drain(taker);
  }
}
