package io.crossim.server.connection;

import io.crossim.common.protocol.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Writes to one client, and keeps what has to wait for the end of its login. On the connection's
 * event loop only.
 *
 * <p>Order on the wire: every message reaches {@link #deliver} as a task of the event loop, never
 * by a direct call of code that happens to run there, so that messages are written in the order in
 * which they were handed over.
 */
public final class ConnectionWriter {

  private final Connection connection;
  private final Channel channel;

  /** Null when the login is over, and what has waited for that is written. */
  private @Nullable PendingLogin pending;

  ConnectionWriter(Connection connection, Channel channel, int maxPending) {
    this.connection = connection;
    this.channel = channel;
    this.pending = new PendingLogin(maxPending);
  }

  /** Runs an action once, when the login is accepted or can no longer be. */
  public void onLoginOver(Runnable action) {
    if (pending != null) {
      pending.whenOver(action);
    }
  }

  /** The login is accepted, or can no longer be. */
  void loginOver() {
    if (pending != null) {
      pending.over();
    }
  }

  public boolean isWritable() {
    return channel.isWritable();
  }

  /** How many bytes may be written before it is not writable any more; 0 when it is not. */
  public long writableBytes() {
    return channel.bytesBeforeUnwritable();
  }

  public void flush() {
    channel.flush();
  }

  /** Writes a frame now, without a flush and ahead of what is held. */
  public void send(Frame frame) {
    send(FrameBytes.encode(frame));
  }

  /** Writes a whole frame now, without a flush and ahead of what is held. */
  public void send(byte[] encoded) {
    channel.write(FrameBytes.copy(encoded, channel.alloc()), channel.voidPromise());
  }

  /** Writes what a handler of this connection turns into bytes, and flushes it. */
  public void writeNow(Object message) {
    channel.writeAndFlush(message, channel.voidPromise());
  }

  /** Writes a frame now, and tells when the operating system has it. */
  public void send(Frame frame, Runnable flushed) {
    channel
        .write(FrameBytes.copy(FrameBytes.encode(frame), channel.alloc()))
        .addListener(
            written -> {
              if (written.isSuccess()) {
                flushed.run();
              }
            });
  }

  /** Writes the answer to something that the client sent: muted connections get it too. */
  public void answer(Frame frame) {
    if (connection.state() == ConnectionState.BINDING && pending != null) {
      pending.answer(frame);
    } else if (connection.state().isAccepted()) {
      write(FrameBytes.copy(FrameBytes.encode(frame), channel.alloc()));
      flush();
    }
  }

  /**
   * Takes a live message over, without a flush.
   *
   * @return whether it was written or waits for the end of the login; false when this connection
   *     gets no messages, or cannot take more
   */
  public boolean deliver(FrameSource frame) {
    return connection.state().isLoggedIn()
        && put(frame.encode(connection.userId(), channel.alloc()));
  }

  /** Writes the answers that have waited for the end of the login. */
  public void releaseAnswers() {
    if (pending != null) {
      pending.drainAnswers(this::send);
    }
    flush();
  }

  /** Writes the messages that have waited; from now on they are written as they come. */
  public void releaseHeld() {
    PendingLogin waiting = pending;
    pending = null;
    if (waiting != null) {
      waiting.drain(this::writeUnlessClosed);
      flush();
    }
  }

  /** What has waited is never written. */
  void dropHeld() {
    if (pending != null) {
      pending.drain(ByteBuf::release);
      pending = null;
    }
  }

  /** What belongs to nobody's inbox; a client that does not keep up does without it. */
  private boolean put(ByteBuf frame) {
    if (pending != null) {
      return pending.hold(frame);
    }
    if (connection.dialect().mayMissLive() && !channel.isWritable()) {
      frame.release();
      return false;
    }
    return write(frame);
  }

  private boolean write(ByteBuf frame) {
    if (!channel.isWritable()) {
      channel.flush();
    }
    if (!channel.isWritable()) {
      frame.release();
      connection.close(CloseReason.SLOW_RECEIVER);
      return false;
    }
    channel.write(frame, channel.voidPromise());
    return true;
  }

  private void writeUnlessClosed(ByteBuf frame) {
    if (connection.state() == ConnectionState.CLOSED) {
      frame.release();
    } else {
      write(frame);
    }
  }
}
