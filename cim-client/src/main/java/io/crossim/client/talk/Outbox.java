package io.crossim.client.talk;

import io.crossim.client.screen.Screen;
import io.crossim.common.result.CimException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The sends that are under way. One that fails is shown. Any thread may call. */
@Slf4j
@SuppressWarnings("CollectionUndefinedEquality") // each future is only itself
@Component
@RequiredArgsConstructor
public final class Outbox {

  private static final int SHOWN = 30;

  private final Screen screen;

  private final Set<CompletableFuture<?>> pending = ConcurrentHashMap.newKeySet();

  /**
   * Watches over a send.
   *
   * @param text to name it by, should it fail
   */
  void add(CompletableFuture<Void> send, String text) {
    CompletableFuture<Void> shown =
        send.whenComplete((done, error) -> show(error, text)).exceptionally(error -> null);
    pending.add(shown);
    shown.thenRun(() -> pending.remove(shown));
  }

  /** Blocks until no send is under way; each ends by itself. */
  public void settle() {
    CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new)).join();
  }

  private void show(@Nullable Throwable error, String text) {
    if (error == null) {
      return;
    }
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    if (cause instanceof CimException) {
      screen.error("not sent: " + shortened(text) + ": " + cause.getMessage());
    } else {
      log.warn("a send failed", error);
      screen.error("not sent: " + shortened(text));
    }
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
  }
}
