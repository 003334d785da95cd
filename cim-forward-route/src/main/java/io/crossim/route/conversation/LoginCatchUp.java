package io.crossim.route.conversation;

import io.crossim.common.result.Await;
import io.crossim.route.delivery.Turns;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Brings users what their conversations have for them: those who were bound, and those whose
 * inboxes have room again. Few at once, so that a storm of logins is none for the stores. Any
 * thread; never blocks.
 */
@Slf4j
@RequiredArgsConstructor
public final class LoginCatchUp {

  private static final int AT_ONCE = 16;
  private static final int MOST_WAITING = 200_000;

  /** How often a login is tried again when a store fails, after longer and longer pauses. */
  private static final int MOST_TRIES = 10;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final UserCatchUp users;
  private final ScheduledExecutorService timer;

  private final Turns turns = new Turns("logins", AT_ONCE, MOST_WAITING);

  /** Those who wait and have not begun: whoever is among them need not be added once more. */
  private final Map<CatchUpRequest, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();

  /**
   * A user has logged in at a server that does not ask for this; it is tried again for a while when
   * a store fails.
   */
  public void begin(long userId) {
    begin(userId, 1);
  }

  private void begin(long userId, int tries) {
    groups(userId)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                later(userId, tries, failure);
              }
            });
  }

  private void later(long userId, int tries, Throwable failure) {
    String why = String.valueOf(Await.cause(failure).getMessage());
    if (tries >= MOST_TRIES) {
      log.warn("user {} gets what their groups have at the next login: {}", userId, why);
      return;
    }
    log.debug("user {} gets later what their groups have: {}", userId, why);
    long pause = Math.min(FIRST_PAUSE.toMillis() << (tries - 1), LONGEST_PAUSE.toMillis());
    try {
      timer.schedule(() -> begin(userId, tries + 1), pause, TimeUnit.MILLISECONDS);
    } catch (RuntimeException e) {
      log.debug("the route ends", e);
    }
  }

  /**
   * Brings a user what their groups have, when it is their turn. Private messages were brought when
   * they were posted, unless the inbox had no room.
   *
   * @return fails when a store does not answer, or too many others wait
   */
  CompletableFuture<Void> groups(long userId) {
    return of(new CatchUpRequest(userId, /* withPairs= */ false));
  }

  /** Brings a user what all their conversations have: their inbox had no room for something. */
  CompletableFuture<Void> all(long userId) {
    return of(new CatchUpRequest(userId, /* withPairs= */ true));
  }

  private CompletableFuture<Void> of(CatchUpRequest request) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> other = waiting.putIfAbsent(request, mine);
    if (other != null) {
      return other;
    }
    turns
        .take(
            () -> {
              waiting.remove(request, mine);
              return users.bring(request);
            })
        .whenComplete(
            (done, failure) -> {
              waiting.remove(request, mine); // when there was no room to wait
              if (failure == null) {
                mine.complete(null);
              } else {
                mine.completeExceptionally(failure);
              }
            });
    return mine;
  }
}
