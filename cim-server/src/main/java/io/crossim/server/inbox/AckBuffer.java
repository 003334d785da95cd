package io.crossim.server.inbox;

import io.crossim.common.result.Await;
import io.crossim.route.api.AckBatch;
import io.crossim.route.api.AckItem;
import io.crossim.route.api.MessageApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Gathers acknowledgements for a moment, because nobody waits for them: of those of one device the
 * last says it all, so a busy receiver costs one item in a while instead of one for each message.
 * Any thread; never blocks.
 */
@Slf4j
@RequiredArgsConstructor
final class AckBuffer {

  private static final Duration GATHER = Duration.ofMillis(50);
  private static final int MAX_BATCH = 2_048;

  private final MessageApi routes;
  private final ScheduledExecutorService timer;

  private final Object lock = new Object();
  private Map<Device, AckItem> waiting = new LinkedHashMap<>();
  private boolean flushIsDue;

  /** Takes one over. One that fails is forgotten: the next one says the same and more. */
  void add(AckItem item) {
    boolean first;
    synchronized (lock) {
      waiting.put(new Device(item.getUserId(), item.getDevice()), item);
      first = !flushIsDue;
      flushIsDue = true;
    }
    if (first) {
      try {
        timer.schedule(this::flush, GATHER.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RuntimeException | Error e) { // the next one tries again
        synchronized (lock) {
          flushIsDue = false;
        }
        log.debug("acknowledgements wait: {}", e.toString());
      }
    }
  }

  /**
   * Sends what waits.
   *
   * @return when it is answered; never fails
   */
  CompletableFuture<Void> flush() {
    Map<Device, AckItem> taken;
    synchronized (lock) {
      flushIsDue = false;
      taken = waiting;
      waiting = new LinkedHashMap<>();
    }
    List<CompletableFuture<?>> calls = new ArrayList<>(1);
    AckBatch.Builder batch = AckBatch.newBuilder();
    for (AckItem item : taken.values()) {
      batch.addAcks(item);
      if (batch.getAcksCount() == MAX_BATCH) {
        calls.add(send(batch.build()));
        batch.clear();
      }
    }
    if (batch.getAcksCount() > 0) {
      calls.add(send(batch.build()));
    }
    return CompletableFuture.allOf(calls.toArray(CompletableFuture<?>[]::new));
  }

  private CompletableFuture<?> send(AckBatch batch) {
    return routes
        .acknowledge(batch)
        .exceptionally(
            e -> {
              log.debug(
                  "{} acknowledgements were not stored: {}",
                  batch.getAcksCount(),
                  Await.cause(e).getMessage());
              return null;
            });
  }

  private record Device(long userId, String name) {}
}
