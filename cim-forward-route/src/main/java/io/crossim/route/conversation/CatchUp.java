package io.crossim.route.conversation;

import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationPage;
import io.crossim.persistence.conversation.ConversationQuery;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.route.delivery.GapPlace;
import io.crossim.route.delivery.Turns;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Brings a user what their inbox lacks of a conversation, page by page. It reads only what the user
 * has to get, so it may be called for anybody, at any time and side by side. Any thread; never
 * blocks.
 */
@Slf4j
@RequiredArgsConstructor
final class CatchUp {

  /** A page is one collect. */
  private static final int PAGE = 100;

  private static final long PAGE_BYTES = 1L << 20;

  /** Catching up at once; one more waits. */
  private static final int AT_ONCE = 32;

  private static final int MOST_WAITING = 100_000;

  /** How often others may move the cursor meanwhile. */
  private static final int MOST_DETOURS = 50;

  private final ConversationStore store;
  private final CollectLane collects;
  private final Executor executor;

  private final Turns turns = new Turns("receivers", AT_ONCE, MOST_WAITING);

  /**
   * What became of it.
   *
   * @param taken the last collect that was taken; null when nothing was
   * @param isFull whether the inbox had no room for all of it
   */
  record Result(@Nullable CollectOutcome taken, boolean isFull) {}

  /**
   * Catches up.
   *
   * @param cursor where the user's cursor stands
   * @return fails when a store does not answer, or too many others wait
   */
  CompletableFuture<Result> of(
      long userId, ConversationId conversation, Place cursor, CollectCause cause) {
    return of(userId, conversation, cursor, cause, /* passesOverOwn= */ false);
  }

  /**
   * Catches up.
   *
   * @param cursor where the user's cursor stands
   * @param passesOverOwn whether the user's own messages are not brought: they have them
   * @return as of the other method
   */
  CompletableFuture<Result> of(
      long userId,
      ConversationId conversation,
      Place cursor,
      CollectCause cause,
      boolean passesOverOwn) {
    return turns.take(() -> new Run(userId, conversation, cause, passesOverOwn).from(cursor));
  }

  /** One user and one conversation. One stage after the other, so never two threads at once. */
  @RequiredArgsConstructor
  private final class Run {

    private final long userId;
    private final ConversationId conversation;
    private final CollectCause cause;
    private final boolean passesOverOwn;

    private @Nullable CollectOutcome taken;
    private int detours;

    CompletableFuture<Result> from(Place cursor) {
      ConversationQuery query =
          ConversationQuery.delivery(conversation, userId, cursor, PAGE, PAGE_BYTES);
      return store
          .read(List.of(query))
          .thenComposeAsync(pages -> collect(cursor, pages.get(0)), executor);
    }

    private CompletableFuture<Result> collect(Place cursor, ConversationPage page) {
      if (page.status() != ConversationPage.Status.READ || page.end().equals(cursor)) {
        return ends(/* isFull= */ false);
      }
      if (page.continuity() != ConversationPage.Continuity.KEPT) {
        log.debug("{} of user {} behind {}: {}", conversation, userId, cursor, page.continuity());
      }
      List<Place> places = places(page);
      return collects
          .collect(new Collect(userId, conversation, cursor, page.end(), places), cause)
          .thenCompose(outcome -> goOn(page, places, outcome));
    }

    /**
     * What goes into the inbox. A group's begins with the gap before it, if there is one. The log
     * of a pair ends when nobody has written for long, so a cursor that does not fit proves no
     * loss.
     */
    private List<Place> places(ConversationPage page) {
      Place gap = conversation.isGroup() ? GapPlace.of(page.continuity()) : null;
      Stream<Place> places =
          page.entries().stream()
              .filter(entry -> !passesOverOwn || entry.sender() != userId || isWithThemselves())
              .map(ConversationEntry::place);
      return (gap == null ? places : Stream.concat(Stream.of(gap), places)).toList();
    }

    private CompletableFuture<Result> goOn(
        ConversationPage page, List<Place> places, CollectOutcome outcome) {
      return switch (outcome.status()) {
        case TAKEN -> {
          taken = places.isEmpty() ? taken : outcome;
          yield page.hasMore() ? from(page.end()) : ends(/* isFull= */ false);
        }
        case AHEAD, BEHIND ->
            ++detours > MOST_DETOURS
                ? CompletableFuture.failedFuture(
                    new UnavailableException("the cursor of user " + userId + " moves", null))
                : from(outcome.cursor());
        case FULL -> ends(/* isFull= */ true);
        case BROKEN -> ends(/* isFull= */ false);
      };
    }

    private boolean isWithThemselves() {
      return conversation.first() == conversation.second();
    }

    private CompletableFuture<Result> ends(boolean isFull) {
      return CompletableFuture.completedFuture(new Result(taken, isFull));
    }
  }
}
