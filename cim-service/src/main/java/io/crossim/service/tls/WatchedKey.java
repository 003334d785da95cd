package io.crossim.service.tls;

import io.netty.handler.ssl.SslContext;
import java.time.Duration;
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

  private final KeyPairFiles files;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(WatchedKey::daemon);

  private volatile ServerKey current;
  private KeyPairFiles.Content judged;
  private KeyPairFiles.Content lastSeen;

  /**
   * Reads the pair.
   *
   * @throws io.crossim.common.result.CimException that says what is wrong with it
   */
  WatchedKey(KeyPairFiles files) {
    this.files = files;
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

  /**
   * Takes over what has changed, as soon as two looks saw the same: one file may be written before
   * the other. A pair that cannot be used is told once, and changes nothing.
   */
  synchronized void look() {
    KeyPairFiles.Content seen = files.read();
    boolean settled = seen.equals(lastSeen);
    lastSeen = seen;
    if (!settled || seen.equals(judged)) {
      return;
    }
    judged = seen;
    try {
      current = ServerKey.of(files, seen);
      say("new connections get");
    } catch (RuntimeException e) { // the timer ends with the first one that it sees
      log.warn("the certificate before is kept, because of the new one: {}", e.getMessage());
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
