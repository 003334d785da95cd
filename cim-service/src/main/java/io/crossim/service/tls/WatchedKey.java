package io.crossim.service.tls;

import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.extern.slf4j.Slf4j;

/**
 * The pair of two files as it is now. Looked at again and again, so that a renewed certificate
 * needs no restart: new connections get it, those that are open go on with the one before.
 */
@Slf4j
final class WatchedKey implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration WARN_BEFORE = Duration.ofDays(14);
  private static final Duration WARN_EVERY = Duration.ofDays(1);

  private final KeyPairFiles files;
  private final InstantSource clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(WatchedKey::daemon);

  private volatile ServerKey current;
  private KeyPairFiles.Content judged;
  private KeyPairFiles.Content lastSeen;
  private Instant nextWarning = Instant.MIN;

  /**
   * Reads the pair.
   *
   * @param clock tells when its certificate is about to expire
   * @throws io.crossim.common.result.CimException that says what is wrong with it
   */
  WatchedKey(KeyPairFiles files, InstantSource clock) {
    this.files = files;
    this.clock = clock;
    this.judged = files.read();
    this.lastSeen = judged;
    this.current = ServerKey.of(files, judged);
    say("the ports show");
  }

  /** Looks every two seconds from now on. */
  WatchedKey watch() {
    timer.scheduleWithFixedDelay(
        this::look, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    return this;
  }

  SslContext context() {
    return current.context();
  }

  /** Takes over what has changed, and warns of what expires. */
  synchronized void look() {
    takeOver();
    warn();
  }

  /**
   * As soon as two looks saw the same: one file may be written before the other. A pair that cannot
   * be used is told once, and changes nothing.
   */
  private void takeOver() {
    KeyPairFiles.Content seen = files.read();
    boolean settled = seen.equals(lastSeen);
    lastSeen = seen;
    if (!settled || seen.equals(judged)) {
      return;
    }
    judged = seen;
    try {
      current = ServerKey.of(files, seen);
      nextWarning = Instant.MIN;
      say("new connections get");
    } catch (RuntimeException e) { // the timer ends with the first one that it sees
      log.warn("the new certificate cannot be used, the old one stays: {}", e.getMessage());
    }
  }

  private void warn() {
    Instant now = clock.instant();
    ServerKey shown = current;
    Duration left = Duration.between(now, shown.until());
    if (left.compareTo(WARN_BEFORE) >= 0 || now.isBefore(nextWarning)) {
      return;
    }
    nextWarning = now.plus(WARN_EVERY);
    if (left.isNegative()) {
      log.warn("the certificate of {} has expired, on {}", shown.owner(), shown.until());
    } else {
      log.warn(
          "the certificate of {} expires in {} days, on {}",
          shown.owner(),
          left.toDays(),
          shown.until());
    }
  }

  private void say(String whoShowsIt) {
    log.info(
        "{} the certificate of {}, valid until {}", whoShowsIt, current.owner(), current.until());
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "cim-certificate");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
