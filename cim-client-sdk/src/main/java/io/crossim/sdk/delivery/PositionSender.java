package io.crossim.sdk.delivery;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Position;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Tells the server how far the client has got in its inbox: ACK for what is done with, SYNC where
 * messages are missing.
 */
@RequiredArgsConstructor
public final class PositionSender {

  /**
   * So long acknowledgements gather. Nobody waits for them and the last one says it all, while a
   * frame for each message costs both ends as much as the message.
   */
  private static final Duration GATHER = Duration.ofMillis(20);

  /** So many messages are acknowledged at once, long before the server's window is full. */
  private static final int MOST_GATHERED = 100;

  private final InboxCursor cursor;

  /** How many were done with since the last acknowledgement. */
  private final AtomicInteger waiting = new AtomicInteger();

  private volatile @Nullable Channel channel;

  /** Whether SYNC was asked for and its answer has not begun. On the event loop only. */
  private boolean syncing;

  /** Goes on over this connection. On its event loop. */
  public void connected(Channel accepted) {
    channel = accepted;
    syncing = false;
    acknowledgeNow();
  }

  /** Acknowledges what is done with, shortly. Any thread. */
  public void acknowledge() {
    int count = waiting.incrementAndGet();
    Channel now = channel;
    if (now == null) {
      return; // the next connection does it
    }
    if (count == 1) {
      now.eventLoop().schedule(this::acknowledgeNow, GATHER.toMillis(), TimeUnit.MILLISECONDS);
    } else if (count == MOST_GATHERED) {
      now.eventLoop().execute(this::acknowledgeNow);
    }
  }

  /** Acknowledges what waits for that. Any thread. */
  public void acknowledgeNow() {
    Channel now = channel;
    if (now != null && now.isActive() && waiting.getAndSet(0) > 0) {
      write(now, Command.ACK, cursor.acknowledgement());
    }
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
