package io.crossim.route.conversation;

import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.Membership;
import io.crossim.persistence.conversation.Standing;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.inbox.Followed;
import io.crossim.persistence.inbox.FollowedPage;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.session.SessionStore;
import io.crossim.route.delivery.PushHints;
import io.crossim.route.link.SharedPayload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Brings one user what their conversations have for them, page by page, until the inbox is full.
 * Any thread; never blocks.
 */
@Slf4j
@RequiredArgsConstructor
final class UserCatchUp {

  /** Conversations of one page. */
  private static final int PAGE = 100;

  /** A cursor of a group that ended goes when nobody can be using it any more. */
  private static final long KEPT_MS = Duration.ofHours(1).toMillis();

  private static final CompletableFuture<Boolean> ROOM = CompletableFuture.completedFuture(true);

  private final InboxStore inboxes;
  private final ConversationStore conversations;
  private final SessionStore sessions;
  private final CatchUp catchUp;
  private final PushHints hints;
  private final Executor executor;

  /**
   * Brings a user what they lack.
   *
   * @param withPairs whether their private conversations are looked at, too
   * @return fails when a store does not answer
   */
  CompletableFuture<Boolean> bring(long userId, boolean withPairs) {
    return page(userId, withPairs, "");
  }

  private CompletableFuture<Boolean> page(long userId, boolean withPairs, String after) {
    return inboxes
        .followed(userId, after, PAGE)
        .thenCompose(
            page ->
                compare(withPairs, page)
                    .thenCompose(
                        hasRoom -> {
                          String next = page.next();
                          return next == null || !hasRoom ? ROOM : page(userId, withPairs, next);
                        }));
  }

  /** Brings what a page of conversations has; answers whether the inbox has room for more. */
  private CompletableFuture<Boolean> compare(boolean withPairs, FollowedPage page) {
    List<Followed> followed =
        page.followed().stream().filter(one -> withPairs || one.conversation().isGroup()).toList();
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
