package io.crossim.sdk.notice;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Signal;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Tells that the user is typing, at most once per three seconds and conversation. A signal that
 * comes too soon, or without a connection, is dropped. On the event loop.
 */
@RequiredArgsConstructor
final class TypingSignals {

  private static final long PAUSE_SECONDS = 3;

  /** The most conversations at the same time: a server takes no more. */
  private static final int MOST = 16;

  private final ScheduledExecutorService loop;

  private final Set<Conversation> pausing = new HashSet<>();
  private @Nullable Consumer<Frame> connection;

  /**
   * Another connection is there, or none.
   *
   * @param to takes frames of a server that knows conversations, must not block; null for none
   */
  void connected(@Nullable Consumer<Frame> to) {
    connection = to;
  }

  /** The user is typing. */
  void typing(Conversation conversation) {
    Consumer<Frame> to = connection;
    if (to == null || pausing.size() >= MOST || !pausing.add(conversation)) {
      return;
    }
    to.accept(
        Frame.newBuilder()
            .setCmd(Command.SIGNAL)
            .addSignals(
                Signal.newBuilder().setConversation(conversation).setType(Signal.Type.TYPING))
            .build());
    loop.schedule(() -> pausing.remove(conversation), PAUSE_SECONDS, TimeUnit.SECONDS);
  }
}
