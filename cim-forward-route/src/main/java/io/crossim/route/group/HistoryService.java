package io.crossim.route.group;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationPage;
import io.crossim.persistence.conversation.ConversationQuery;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.route.access.Caller;
import io.crossim.route.api.HistoryPage;
import io.crossim.service.clock.Deadline;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;

/** Answers members what was said in their conversations. Never blocks. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class HistoryService {

  private static final int USUAL_PAGE = 50;
  private static final int LARGEST_PAGE = 100;

  /** Of payloads, in one answer. */
  private static final long MOST_BYTES = 256 * 1_024;

  private final ConversationStore store;
  private final Actors actors;
  private final Targets targets;

  /** Makes the answers of what a store's thread has read, which is to read for the next ones. */
  private final Executor near;

  /** A page of the log of a conversation. */
  public CompletableFuture<HistoryPage> history(HistoryRequest request, Caller caller) {
    Deadline limit = CallTime.begin();
    Targets.Target target = targets.of(request.groupId(), request.peerId());
    request.checkRange();
    int size = GroupFields.limit(request.limit(), USUAL_PAGE, LARGEST_PAGE);
    return CallTime.bound(
        actors
            .user(request.userId(), caller)
            .thenApply(StoredAccount::userId)
            .thenCompose(reader -> page(query(request, target.of(reader), reader, size))),
        limit);
  }

  private static ConversationQuery query(
      HistoryRequest request, ConversationId conversation, long userId, int size) {
    if (request.after() != null) {
      return ConversationQuery.after(conversation, userId, request.after(), size, MOST_BYTES);
    }
    long before = request.before() == null ? Long.MAX_VALUE : request.before();
    return ConversationQuery.before(conversation, userId, before, size, MOST_BYTES);
  }

  private CompletableFuture<HistoryPage> page(ConversationQuery query) {
    CompletableFuture<List<ConversationPage>> read = store.read(List.of(query));
    Executor executor = read.isDone() ? Runnable::run : near;
    return read.thenApplyAsync(pages -> page(query, pages.get(0)), executor);
  }

  private static HistoryPage page(ConversationQuery query, ConversationPage page) {
    long groupId = query.conversation().first();
    switch (page.status()) {
      case UNKNOWN_GROUP -> throw ChangeRefusals.unknown(groupId);
      case NOT_A_MEMBER -> throw ChangeRefusals.notAMember(groupId, query.userId());
      case BROKEN ->
          throw new CimException(
              ResultCode.FETCH_FAILED,
              Targets.name(query.conversation(), query.userId())
                  + " is damaged and cannot be read");
      case READ -> {}
    }
    return new HistoryPage(
        page.epoch(),
        page.floor(),
        page.last(),
        hasMore(query, page),
        new EntryMessages(page.entries()));
  }

  /** Whether there is more in the direction that was asked for. */
  private static boolean hasMore(ConversationQuery query, ConversationPage page) {
    if (page.entries().isEmpty()) {
      return false;
    }
    return query.range() == ConversationQuery.Range.AFTER
        ? page.hasMore()
        : page.entries().get(0).seq() > page.floor() + 1;
  }
}
