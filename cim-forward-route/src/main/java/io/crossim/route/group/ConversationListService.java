package io.crossim.route.group;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.Membership;
import io.crossim.persistence.inbox.Followed;
import io.crossim.persistence.inbox.FollowedPage;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.route.access.Caller;
import io.crossim.route.api.ConversationList;
import io.crossim.route.api.ConversationSummary;
import io.crossim.service.clock.Deadline;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Lists the conversations of a user, with what is unread in them. Never blocks. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class ConversationListService {

  private static final int USUAL_PAGE = 50;
  private static final int LARGEST_PAGE = 100;

  private final InboxStore inboxes;
  private final ConversationStore store;
  private final Actors actors;
  private final ConversationSummaries summaries;

  /** Whether private messages are kept as conversations. */
  private final boolean keepsPrivate;

  /** Some of the groups that a user is a member of, and of the users whom they write with. */
  public CompletableFuture<ConversationList> conversations(
      @Nullable Long userId, @Nullable String after, @Nullable Long most, Caller caller) {
    Deadline limit = CallTime.begin();
    String end = GroupFields.pageEnd(after);
    int size = GroupFields.limit(most, USUAL_PAGE, LARGEST_PAGE);
    return CallTime.bound(
        actors
            .user(userId, caller)
            .thenCompose(
                user ->
                    inboxes
                        .followed(user.userId(), end, size)
                        .thenCompose(page -> list(user.userId(), page, limit))),
        limit);
  }

  private CompletableFuture<ConversationList> list(long userId, FollowedPage page, Deadline limit) {
    List<ConversationId> followed =
        page.followed().stream()
            .map(Followed::conversation)
            .filter(conversation -> keepsPrivate || conversation.isGroup())
            .distinct()
            .toList();
    List<Membership> memberships =
        followed.stream().map(conversation -> new Membership(conversation, userId)).toList();
    CompletableFuture<List<ConversationSummary>> current =
        memberships.isEmpty()
            ? CompletableFuture.completedFuture(List.of())
            : store
                .standings(memberships)
                .thenCompose(standings -> summaries.of(memberships, standings, limit));
    CompletableFuture<List<Long>> muted =
        followed.isEmpty()
            ? CompletableFuture.completedFuture(List.of())
            : inboxes.muted(userId, followed);
    return current.thenCombine(
        muted,
        (found, times) ->
            new ConversationList(
                ConversationSummaries.withMutes(userId, found, followed, times), page.next()));
  }
}
