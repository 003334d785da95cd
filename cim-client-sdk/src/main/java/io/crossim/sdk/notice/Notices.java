package io.crossim.sdk.notice;

import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.netty.channel.EventLoop;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells the cluster what the user of a client is doing. Any thread; nothing blocks. */
public final class Notices {

  private final EventLoop loop;
  private final ReadMarks marks;
  private final TypingSignals typing;
  private final WatchedPresence presence;

  /**
   * @param loop on which everything happens
   */
  public Notices(EventLoop loop) {
    this.loop = loop;
    this.marks = new ReadMarks(loop);
    this.typing = new TypingSignals(loop);
    this.presence = new WatchedPresence(loop);
  }

  /**
   * Another connection is there, or none.
   *
   * @param to takes frames of a server that knows conversations, must not block; null for none
   */
  public void connected(@Nullable Consumer<Frame> to) {
    onLoop(
        () -> {
          marks.connected(to);
          typing.connected(to);
          presence.connected(to);
        });
  }

  /** The user has read everything up to a place of a conversation. */
  public void read(Conversation conversation, long seq) {
    onLoop(() -> marks.read(conversation, seq));
  }

  /** The user is typing. */
  public void typing(Conversation conversation) {
    onLoop(() -> typing.typing(conversation));
  }

  /** The user watches these users from now on, and no others. */
  public void watch(Set<Long> userIds) {
    onLoop(() -> presence.watch(userIds));
  }

  private void onLoop(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      // The loop has ended, and with it the connection that would carry this.
    }
  }
}
