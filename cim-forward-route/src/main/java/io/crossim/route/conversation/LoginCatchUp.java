package io.crossim.route.conversation;

import io.crossim.common.result.Await;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.Membership;
import io.crossim.persistence.conversation.Standing;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.inbox.Followed;
import io.crossim.persistence.inbox.FollowedPage;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.session.SessionStore;
import io.crossim.route.delivery.PushHints;
import io.crossim.route.delivery.Turns;
import io.crossim.route.link.SharedPayload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
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

  /** Conversations of one page. */
  private static final int PAGE = 100;

  /** How often a login is tried again when a store fails, after longer and longer pauses. */
  private static final int MOST_TRIES = 10;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** A cursor of a group that ended goes when nobody can be using it any more. */
  private static final long KEPT_MS = Duration.ofHours(1).toMillis();

  private static final CompletableFuture<Boolean> ROOM = CompletableFuture.completedFuture(true);

  private final InboxStore inboxes;
  private final ConversationStore conversations;
  private final SessionStore sessions;
  private final CatchUp catchUp;
  private final PushHints hints;
  private final Executor executor;
  private final ScheduledExecutorService timer;

  private final Turns turns = new Turns("logins", AT_ONCE, MOST_WAITING);

  /** Those who wait and have not begun: whoever is among them need not be added once more. */
  private final Map<Wish, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();

  /**
   * What somebody waits for.
   *
   * @param withPairs whether their private conversations are looked at, too
   */
  private record Wish(long userId, boolean withPairs) {}

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
   * they were posted.
   *
   * @return fails when a store does not answer, or too many others wait
   */
  CompletableFuture<Void> groups(long userId) {
    return of(new Wish(userId, /* withPairs= */ false));
  }

  /** Brings a user what all their conversations have: their inbox had no room for something. */
  CompletableFuture<Void> all(long userId) {
    return of(new Wish(userId, /* withPairs= */ true));
  }

  private CompletableFuture<Void> of(Wish wish) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> other = waiting.putIfAbsent(wish, mine);
    if (other != null) {
      return other;
    }
    turns
        .take(
            () -> {
              waiting.remove(wish, mine);
              return page(wish, "");
            })
        .whenComplete(
            (done, failure) -> {
              waiting.remove(wish, mine); // when there was no room to wait
              if (failure == null) {
                mine.complete(null);
              } else {
                mine.completeExceptionally(failure);
              }
            });
    return mine;
  }

  private CompletableFuture<Boolean> page(Wish wish, String after) {
    return inboxes
        .followed(wish.userId, after, PAGE)
        .thenCompose(
            page ->
                compare(wish, page)
                    .thenCompose(
                        hasRoom -> {
                          String next = page.next();
                          return next == null || !hasRoom ? ROOM : page(wish, next);
                        }));
  }

  /** Brings what a page of conversations has; answers whether the inbox has room for more. */
  private CompletableFuture<Boolean> compare(Wish wish, FollowedPage page) {
    List<Followed> followed =
        page.followed().stream()
            .filter(one -> wish.withPairs || one.conversation().isGroup())
            .toList();
    if (followed.isEmpty()) {
      return ROOM;
    }
    return conversations
        .standings(
            followed.stream().map(one -> new Membership(one.conversation(), one.userId())).toList())
        .thenCompose(
            standings -> {
              endStale(followed, standings);
              return bring(followed, standings, 0);
            });
  }

  private CompletableFuture<Boolean> bring(
      List<Followed> followed, List<Standing> standings, int from) {
    for (int i = from; i < followed.size(); i++) {
      Followed one = followed.get(i);
      if (isBehind(one, standings.get(i))) {
        int next = i + 1;
        return catchUp
            .of(one.userId(), one.conversation(), one.cursor(), CollectCause.LOGIN)
            .thenComposeAsync(
                result -> {
                  CollectOutcome taken = result.taken();
                  if (taken != null) {
                    tellServers(one.userId(), taken);
                  }
                  return result.isFull()
                      ? CompletableFuture.completedFuture(false)
                      : bring(followed, standings, next);
                },
                executor);
      }
    }
    return ROOM;
  }

  private static boolean isBehind(Followed one, Standing standing) {
    return switch (standing.status()) {
      case MEMBER, LEFT, DISMISSED -> !standing.last().equals(one.cursor());
      case NONE, BROKEN -> false;
    };
  }

  /** Has the servers of a user read. */
  private void tellServers(long userId, CollectOutcome taken) {
    sessions
        .find(userId)
        .thenAccept(
            places -> {
              if (!places.isEmpty()) {
                var unused = hints.hint(InboxHint.head(userId, taken), SharedPayload.NONE, places);
              }
            })
        .exceptionally(
            e -> {
              log.debug("the servers of user {} were not told", userId, e);
              return null;
            });
  }

  /**
   * Forgets cursors of which nothing more is to come. That of somebody who left stays as long as
   * the log knows of it: without it, they would get their time there once more when they return.
   */
  private void endStale(List<Followed> followed, List<Standing> standings) {
    List<Followed> stale = new ArrayList<>(0);
    for (int i = 0; i < followed.size(); i++) {
      Standing standing = standings.get(i);
      boolean hasEnded =
          standing.status() == Standing.Status.DISMISSED
              && standing.leftFor() > KEPT_MS
              && standing.last().equals(followed.get(i).cursor());
      if (hasEnded || standing.status() == Standing.Status.NONE) {
        stale.add(followed.get(i));
      }
    }
    if (!stale.isEmpty()) {
      inboxes
          .unfollow(stale)
          .exceptionally(
              e -> {
                log.debug("{} cursors stay until the next login", stale.size(), e);
                return null;
              });
    }
  }
}
