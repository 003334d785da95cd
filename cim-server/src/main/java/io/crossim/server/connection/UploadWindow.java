package io.crossim.server.connection;

import com.google.protobuf.ByteString;

/**
 * Counts the messages of one client that have no answer yet. A client that has too many is not read
 * from until half of them have it: it is slowed down, and keeps its order. On the connection's
 * event loop only.
 */
public final class UploadWindow {

  private static final int MAX_MESSAGES = 2_000;
  private static final long MAX_BYTES = 4L << 20;

  private final Connection connection;
  private SendRun run = new SendRun();
  private int messages;
  private long bytes;

  /** Whether the lane that takes the messages of this client has no room for more. */
  private boolean blocked;

  UploadWindow(Connection connection) {
    this.connection = connection;
  }

  /** The run that a message belongs to; it may begin one. */
  public SendRun run(ByteString clientMsgId, long now) {
    if (run.isOver() && run.isFollowedBy(clientMsgId, now)) {
      run = new SendRun();
    }
    return run;
  }

  /** Messages are on their way to a route. */
  public void add(int more, long moreBytes) {
    messages += more;
    bytes += moreBytes;
    readOrWait();
  }

  /** Messages have their answer. */
  public void remove(int fewer, long fewerBytes) {
    add(-fewer, -fewerBytes);
  }

  /**
   * Stops reading from the client while the lane that takes its messages has no room for more, and
   * reads on when there is room again.
   */
  public void block(boolean isBlocked) {
    blocked = isBlocked;
    readOrWait();
  }

  boolean isEmpty() {
    return messages == 0;
  }

  private void readOrWait() {
    if (blocked || messages >= MAX_MESSAGES || bytes >= MAX_BYTES) {
      connection.setRead(false);
    } else if (messages <= MAX_MESSAGES / 2 && bytes <= MAX_BYTES / 2) {
      connection.setRead(true);
    }
  }
}
