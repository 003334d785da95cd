package io.crossim.sdk.connection;

import java.time.Duration;

/**
 * Tells when a client pings its server, and when it takes it for dead.
 *
 * @param pingAfter when nothing was written, or nothing was read, for so long
 * @param answerWithin something has to be read after a ping
 */
public record HeartbeatTimes(Duration pingAfter, Duration answerWithin) {

  public static final HeartbeatTimes DEFAULT =
      new HeartbeatTimes(Duration.ofSeconds(10), Duration.ofSeconds(10));
}
