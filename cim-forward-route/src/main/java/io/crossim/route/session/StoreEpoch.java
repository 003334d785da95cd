package io.crossim.route.session;

import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.session.SessionStore;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lombok.extern.slf4j.Slf4j;

/**
 * Looks once a second whether the session store is there, and whether it is still the same one. Its
 * epoch travels with the pings to the servers, which bind their sessions again when it changes.
 */
@Slf4j
public final class StoreEpoch implements AutoCloseable {

  private static final long LOOK_EVERY_MS = 1_000;
  private static final int SAY_EVERY_LOOKS = 5;
  private static final Pattern ADDRESS_AT_END = Pattern.compile(": [^ /]*/[^ ]+(:[0-9]+)$");

  private final SessionStore store;
  private final String where;
  private final Runnable check;
  private final ScheduledExecutorService timer;
  private final CountDownLatch seen = new CountDownLatch(1);
  private volatile String current = "";
  private volatile String trouble = "not asked yet";
  private int misses;

  /**
   * @param where names the store for the log
   * @param check throws an {@link UnavailableException} when the store cannot be used; it is asked
   *     each time that the store comes, and may block
   */
  public StoreEpoch(SessionStore store, String where, Runnable check) {
    this.store = store;
    this.where = where;
    this.check = check;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "store-epoch");
              thread.setDaemon(true);
              return thread;
            });
  }

  public void start() {
    timer.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
  }

  /** The epoch as last seen; empty while the store is away. */
  public String current() {
    return current;
  }

  /** Why the store is not there, in words; empty while it is. */
  public String trouble() {
    return trouble;
  }

  /** The place of the store, as its trouble names it. */
  public String where() {
    return where;
  }

  /** Waits until the store was there for the first time. */
  public void await() throws InterruptedException {
    seen.await();
  }

  private void look() {
    try {
      if (current.isEmpty()) {
        check.run();
      }
      current = store.epoch(); // before the trouble ends, so that one of the two is always told
      trouble = "";
      if (misses > 0) {
        log.info("the session store is there again");
      }
      misses = 0;
      seen.countDown();
    } catch (UnavailableException e) {
      // An old word, told beside the new one of other routes, would look like one more loss.
      trouble = where + ": " + words(e);
      current = "";
      if (misses++ % SAY_EVERY_LOOKS == 0) {
        log.warn("waiting for the session store, {}", trouble);
      }
    } catch (RuntimeException | Error e) { // a scheduled task that throws is never run again
      log.warn("the session store gave an answer that cannot be read: {}", e.toString());
    }
  }

  /** The failure in a sentence, and in the store's own words where it has any. */
  private String words(UnavailableException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = root.getMessage();
    return root == e || reason == null
        ? String.valueOf(e.getMessage())
        : e.getMessage() + ": " + withoutPlace(reason);
  }

  /** Netty ends with the address that the sentence begins with. */
  private String withoutPlace(String reason) {
    Matcher address = ADDRESS_AT_END.matcher(reason);
    return address.find() && where.endsWith(address.group(1))
        ? reason.substring(0, address.start())
        : reason;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
