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

/** Sends things later. What has not been sent when the console ends is not sent any more. */
@Slf4j
@SuppressWarnings("CollectionUndefinedEquality") // each future is only itself
@Component
@RequiredArgsConstructor
public final class Delays {

  private final Talk talk;
  private final Screen screen;

  private final Set<CompletableFuture<Void>> waiting = ConcurrentHashMap.newKeySet();

  /**
   * Sends a line after a time, whether the bot answers what is typed then or not.
   *
   * @throws CimException at once if the line cannot be meant
   */
  public void sendAfter(String line, Duration delay) {
    Addressed addressed = talk.address(line);
    Executor timer = CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(addressed), timer);
    waiting.add(sent);
    sent.whenComplete((done, error) -> waiting.remove(sent));
  }

  private void send(Addressed addressed) {
    try {
      talk.send(addressed);
    } catch (CimException e) {
      screen.error(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.warn("a delayed text could not be sent", e);
      screen.error("the delayed text could not be sent");
    }
  }

  /** How many lines are still to be sent. */
  public int count() {
    return waiting.size();
  }

  /** Blocks until everything is sent. */
  public void settle() {
    CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).join();
  }
}
