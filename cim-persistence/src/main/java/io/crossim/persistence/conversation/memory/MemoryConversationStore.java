package io.crossim.persistence.conversation.memory;

import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationPage;
import io.crossim.persistence.conversation.ConversationQuery;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.Finished;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.GroupInfo;
import io.crossim.persistence.conversation.Mark;
import io.crossim.persistence.conversation.MemberPage;
import io.crossim.persistence.conversation.Membership;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.persistence.conversation.Reference;
import io.crossim.persistence.conversation.Standing;
import io.crossim.persistence.conversation.Unfinished;
import io.crossim.persistence.conversation.local.LocalConversations;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Conversations that are gone with the process. One lock; calls are done when they return. */
@Slf4j
public final class MemoryConversationStore implements ConversationStore {

  private final LocalConversations conversations;
  private final InstantSource clock;

  public MemoryConversationStore(ConversationLimits limits, InstantSource clock) {
    this.clock = clock;
    this.conversations =
        new LocalConversations(
            new MemoryRows(),
            limits,
            () -> UUID.randomUUID().toString(),
            (id, damage) -> log.error("the conversation {} cannot be used", id, damage));
  }

  @Override
  public CompletableFuture<List<PostOutcome>> post(List<Post> posts) {
    return each(posts, conversations::post);
  }

  @Override
  public CompletableFuture<Long> newGroup(long creator, String dedupId) {
    return answer(() -> conversations.newGroup(creator, dedupId));
  }

  @Override
  public CompletableFuture<ChangeOutcome> change(GroupChange change) {
    change.checkUsers();
    return answer(() -> conversations.change(change));
  }

  @Override
  public CompletableFuture<List<ConversationPage>> read(List<ConversationQuery> queries) {
    return each(queries, conversations::read);
  }

  @Override
  public CompletableFuture<List<@Nullable ConversationEntry>> resolve(List<Reference> references) {
    return this.<Reference, @Nullable ConversationEntry>each(references, conversations::resolve);
  }

  @Override
  public CompletableFuture<List<Standing>> standings(List<Membership> memberships) {
    return each(memberships, conversations::standing);
  }

  @Override
  public CompletableFuture<Map<Long, GroupInfo>> groups(List<Long> groupIds) {
    return answer(() -> conversations.groups(groupIds));
  }

  @Override
  public CompletableFuture<MemberPage> members(long groupId, String after, int limit) {
    return answer(() -> conversations.lists().members(groupId, after, limit));
  }

  @Override
  public CompletableFuture<List<Mark>> mark(List<Mark> marks) {
    return each(marks, conversations::mark);
  }

  @Override
  public CompletableFuture<Void> block(long by, long other, boolean isSet) {
    return this.<@Nullable Void>answer(
        () -> {
          conversations.block(by, other, isSet);
          return null;
        });
  }

  @Override
  public CompletableFuture<List<Unfinished>> unfinished(int shard, Duration olderThan, int limit) {
    return answer(() -> conversations.lists().unfinished(shard, olderThan, limit));
  }

  @Override
  public CompletableFuture<Void> finished(List<Finished> finished) {
    return this.<@Nullable Void>answer(
        () -> {
          finished.forEach(conversations.lists()::finished);
          return null;
        });
  }

  private <I, T extends @Nullable Object> CompletableFuture<List<T>> each(
      List<I> items, Function<I, T> work) {
    return answer(
        () -> {
          List<T> results = new ArrayList<>(items.size());
          for (I item : items) {
            results.add(work.apply(item));
          }
          return results;
        });
  }

  private synchronized <T extends @Nullable Object> CompletableFuture<T> answer(Supplier<T> work) {
    conversations.begin(clock.millis());
    return CompletableFuture.completedFuture(work.get());
  }

  @Override
  public void close() {}
}
