package io.crossim.sdk.delivery;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Position;
import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicBoolean;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Tells the server how far the client has got in its inbox: ACK for what is done with, SYNC where
 * messages are missing.
 */
@RequiredArgsConstructor
public final class PositionSender {

  private final InboxCursor cursor;

  private final AtomicBoolean acknowledging = new AtomicBoolean();
  private volatile @Nullable Channel channel;

  /** Whether SYNC was asked for and its answer has not begun. On the event loop only. */
  private boolean syncing;

  /** Goes on over this connection. On its event loop. */
  public void connected(Channel accepted) {
    channel = accepted;
    syncing = false;
  }

  /** Acknowledges what is done with, shortly. Any thread. */
  public void acknowledge() {
    if (acknowledging.compareAndSet(false, true)) {
      Channel now = channel;
      if (now == null) {
        acknowledging.set(false);
      } else {
        // Behind what else waits for the loop, so that one frame speaks for many messages.
        now.eventLoop().execute(() -> acknowledge(now));
      }
    }
  }

  private void acknowledge(Channel now) {
    acknowledging.set(false);
    write(now, Command.ACK, cursor.acknowledgement());
  }

  /** Asks for the messages behind the last one, once until they come. On the event loop. */
  public void sync() {
    Channel now = channel;
    if (now != null && !syncing) {
      syncing = true;
      write(now, Command.SYNC, cursor.position());
    }
  }

  /** The next message has come. On the event loop. */
  public void synced() {
    syncing = false;
  }

  private static void write(Channel channel, Command command, Position position) {
    channel.writeAndFlush(
        Frame.newBuilder().setCmd(command).setPosition(position).build(), channel.voidPromise());
  }
}
