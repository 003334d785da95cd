package io.crossim.persistence.conversation.embedded;

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
import io.crossim.persistence.files.GroupWriter;
import io.crossim.persistence.files.StoreCall;
import io.crossim.persistence.files.StoreFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Conversations in a directory of this process alone. A call is answered when its changes are
 * written, which is with the operating system: the death of the process undoes none of it.
 *
 * <p>One thread carries out all calls, in the order in which they come, and makes one write for all
 * that wait. On it the futures complete. Only a page that lies in memory is read by the caller, who
 * sees what was answered before.
 */
public final class EmbeddedConversationStore implements ConversationStore {

  private final StoreFiles files;
  private final CachedReads reads;
  private final GroupWriter<ConversationGroup> writer;

  /**
   * @param sync whether a call also waits for the disk, which a loss of power then cannot undo
   * @throws io.crossim.common.result.CimException that names the directory when it is broken or in
   *     use
   */
  public EmbeddedConversationStore(
      Path directory, ConversationLimits limits, InstantSource clock, boolean sync) {
    files = new StoreFiles(directory, sync, "conversations");
    reads = new CachedReads(files, limits, clock);
    writer = new GroupWriter<>(new ConversationGroup(files, limits), clock, "conversations");
    writer.start();
  }

  /** How many entries had been accepted and were gone when the files were opened. */
  public long lostEntries() {
    return files.lostMessages();
  }

  @Override
  public Optional<String> trouble() {
    return Optional.ofNullable(files.trouble());
  }

  @Override
  public CompletableFuture<List<PostOutcome>> post(List<Post> posts) {
    long bytes = 0;
    for (Post post : posts) {
      bytes += post.payload().length;
    }
    return submit(posts, (group, items) -> each(items, group::post), bytes);
  }

  @Override
  public CompletableFuture<Long> newGroup(long creator, String dedupId) {
    return one(group -> group.conversations().newGroup(creator, dedupId));
  }

  @Override
  public CompletableFuture<ChangeOutcome> change(GroupChange change) {
    change.checkUsers();
    return one(group -> group.change(change));
  }

  @Override
  public CompletableFuture<List<ConversationPage>> read(List<ConversationQuery> queries) {
    ConversationPage page = queries.size() == 1 ? reads.read(queries.get(0)) : null;
    return page == null
        ? all(queries, LocalConversations::read)
        : CompletableFuture.completedFuture(List.of(page));
  }

  @Override
  public CompletableFuture<List<@Nullable ConversationEntry>> resolve(List<Reference> references) {
    return all(references, LocalConversations::resolve);
  }

  @Override
  public CompletableFuture<List<Standing>> standings(List<Membership> memberships) {
    return all(memberships, LocalConversations::standing);
  }

  @Override
  public CompletableFuture<Map<Long, GroupInfo>> groups(List<Long> groupIds) {
    return one(group -> group.conversations().groups(groupIds));
  }

  @Override
  public CompletableFuture<MemberPage> members(long groupId, String after, int limit) {
    return one(group -> group.conversations().lists().members(groupId, after, limit));
  }

  @Override
  public CompletableFuture<List<Mark>> mark(List<Mark> marks) {
    return all(marks, LocalConversations::mark);
  }

  @Override
  public CompletableFuture<Void> block(long by, long other, boolean isSet) {
    return this.<Long, Void>submit(
        List.of(by),
        (group, items) -> {
          group.conversations().block(by, other, isSet);
          return null;
        },
        0);
  }

  @Override
  public CompletableFuture<List<Unfinished>> unfinished(int shard, Duration olderThan, int limit) {
    return one(group -> group.conversations().lists().unfinished(shard, olderThan, limit));
  }

  @Override
  public CompletableFuture<Void> finished(List<Finished> finished) {
    return this.<Finished, Void>submit(
        finished,
        (group, items) -> {
          items.forEach(one -> group.conversations().lists().finished(one));
          return null;
        },
        0);
  }

  private static <I, T extends @Nullable Object> List<T> each(List<I> items, Function<I, T> work) {
    List<T> results = new ArrayList<>(items.size());
    for (I item : items) {
      results.add(work.apply(item));
    }
    return results;
  }

  private <I, T extends @Nullable Object> CompletableFuture<List<T>> all(
      List<I> items, BiFunction<LocalConversations, I, T> work) {
    return submit(
        items, (group, taken) -> each(taken, item -> work.apply(group.conversations(), item)), 0);
  }

  private <T> CompletableFuture<T> one(Function<ConversationGroup, T> work) {
    return submit(List.of(1), (group, items) -> work.apply(group), 0);
  }

  private <I, T> CompletableFuture<T> submit(
      List<I> items, BiFunction<ConversationGroup, List<I>, @Nullable T> work, long bytes) {
    StoreCall<ConversationGroup, I, T> call =
        new StoreCall<>(items, work::apply, (group, all) -> false, bytes);
    writer.submit(call);
    return call;
  }

  /** What waits is carried out before; later calls fail. */
  @Override
  public void close() {
    writer.close();
  }
}
