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
  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  private final InboxStore inboxes;
  private final ConversationStore conversations;
  private final SessionStore sessions;
  private final CatchUp catchUp;
  private final PushHints hints;
  private final Executor executor;

  /**
   * Brings a user what they lack. The inbox is noted to be behind no more when all of it fits in.
   *
   * @return fails when a store does not answer
   */
  CompletableFuture<Void> bring(CatchUpRequest request) {
    long userId = request.userId();
    return inboxes
        .followed(userId, "", PAGE)
        .thenCompose(
            first ->
                request.withPairs() || first.isBehind()
                    ? sessions
                        .find(userId)
                        .thenCompose(
                            found -> new Run(userId, true, found.size() <= 1, first).from(first))
                    : new Run(userId, false, false, first).from(first));
  }

  /** One user. One stage after the other, so never two threads at once. */
  private final class Run {

    private final long userId;
    private final boolean withPairs;

    /** The user has no other device that lacks what they have written to others. */
    private final boolean knowsOwn;

    private final long overflow;

    Run(long userId, boolean withPairs, boolean knowsOwn, FollowedPage first) {
      this.userId = userId;
      this.withPairs = withPairs;
      this.knowsOwn = knowsOwn;
      this.overflow = first.overflow();
    }

    CompletableFuture<Void> from(FollowedPage page) {
      return compare(page)
          .thenCompose(
              hasRoom -> {
                String next = page.next();
                if (hasRoom && next != null) {
                  return inboxes.followed(userId, next, PAGE).thenCompose(this::from);
                }
                return hasRoom && overflow != 0 ? inboxes.caughtUp(userId, overflow) : DONE;
              });
    }

    /** Brings what a page of conversations has; answers whether the inbox has room for more. */
    private CompletableFuture<Boolean> compare(FollowedPage page) {
      List<Followed> followed =
          page.followed().stream()
              .filter(one -> withPairs || one.conversation().isGroup())
              .toList();
      if (followed.isEmpty()) {
        return ROOM;
      }
      return conversations
          .standings(
              followed.stream().map(one -> new Membership(one.conversation(), userId)).toList())
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
          boolean passesOverOwn = knowsOwn && !one.conversation().isGroup();
          return catchUp
              .of(userId, one.conversation(), one.cursor(), CollectCause.LOGIN, passesOverOwn)
              .thenComposeAsync(
                  result -> {
                    CollectOutcome taken = result.taken();
                    if (taken != null) {
                      tellServers(userId, taken);
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
