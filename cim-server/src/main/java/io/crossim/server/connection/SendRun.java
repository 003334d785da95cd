package io.crossim.server.connection;

import com.google.protobuf.ByteString;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one connection, one behind the other, up to the first that is given back. From then
 * on all of them are, also those that wait already, so that none overtakes it. The next run begins
 * when the client sends that message again, or has been given back nothing for a while. Any thread.
 */
public final class SendRun {

  private static final Duration QUIET = Duration.ofSeconds(1);

  private volatile @Nullable ByteString firstGivenBack;
  private volatile long lastGivenBack;

  /** Whether messages of this run are given back. */
  public boolean isOver() {
    return firstGivenBack != null;
  }

  /**
   * A message is given back.
   *
   * @param id what the client calls it
   */
  public void giveBack(ByteString id, long now) {
    lastGivenBack = now;
    if (firstGivenBack == null) {
      firstGivenBack = id;
    }
  }

  /** Whether the client begins again with this message. */
  boolean isFollowedBy(ByteString id, long now) {
    return id.equals(firstGivenBack) || now - lastGivenBack >= QUIET.toNanos();
  }
}
