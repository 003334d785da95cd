package io.crossim.client.talk;

import io.crossim.client.screen.Screen;
import io.crossim.common.result.CimException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;

/** Says things later. What has not been said when the console ends is not said any more. */
@Slf4j
@SuppressWarnings("CollectionUndefinedEquality") // each future is only itself
@Component
@RequiredArgsConstructor
public final class Delays {

  private final Talk talk;
  private final Screen screen;

  private final Set<CompletableFuture<Void>> waiting = ConcurrentHashMap.newKeySet();

  /** Says a line after a time, as if it were typed then. */
  public void sayAfter(String line, Duration delay) {
    Executor timer = CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<Void> said = CompletableFuture.runAsync(() -> say(line), timer);
    waiting.add(said);
    said.whenComplete((done, error) -> waiting.remove(said));
  }

  private void say(String line) {
    try {
      talk.say(line);
    } catch (CimException e) {
      screen.error(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.warn("a delayed text could not be said", e);
      screen.error("the delayed text could not be sent");
    }
  }

  /** How many lines are still to be said. */
  public int count() {
    return waiting.size();
  }

  /** Blocks until everything is said. */
  public void settle() {
    CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).join();
  }
}
