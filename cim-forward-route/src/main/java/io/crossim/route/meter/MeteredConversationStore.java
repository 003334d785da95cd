package io.crossim.route.meter;

import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ConversationEntry;
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
import io.crossim.service.meter.BatchMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A store of conversations with a count of the calls. */
public final class MeteredConversationStore implements ConversationStore {

  private final ConversationStore store;
  private final BatchMeter posts;
  private final BatchMeter changes;
  private final BatchMeter reads;
  private final BatchMeter resolves;
  private final BatchMeter standings;
  private final BatchMeter groups;
  private final BatchMeter members;
  private final BatchMeter marks;
  private final BatchMeter unfinished;
  private final BatchMeter finished;

  public MeteredConversationStore(ConversationStore store, MeterRegistry registry) {
    this.store = store;
    this.posts = meter(registry, "post");
    this.changes = meter(registry, "change");
    this.reads = meter(registry, "read");
    this.resolves = meter(registry, "resolve");
    this.standings = meter(registry, "standings");
    this.groups = meter(registry, "groups");
    this.members = meter(registry, "members");
    this.marks = meter(registry, "mark");
    this.unfinished = meter(registry, "unfinished");
    this.finished = meter(registry, "finished");
  }

  private static BatchMeter meter(MeterRegistry registry, String call) {
    return StoreMeters.of(registry, "conversations", call);
  }

  @Override
  public CompletableFuture<List<PostOutcome>> post(List<Post> all) {
    return posts.watch(all.size(), () -> store.post(all));
  }

  @Override
  public CompletableFuture<Long> newGroup(long creator, String dedupId) {
    return changes.watch(1, () -> store.newGroup(creator, dedupId));
  }

  @Override
  public CompletableFuture<ChangeOutcome> change(GroupChange change) {
    return changes.watch(change.users(), () -> store.change(change));
  }

  @Override
  public CompletableFuture<List<ConversationPage>> read(List<ConversationQuery> queries) {
    return reads.watch(queries.size(), () -> store.read(queries));
  }

  @Override
  public CompletableFuture<List<@Nullable ConversationEntry>> resolve(List<Reference> references) {
    return resolves.watch(references.size(), () -> store.resolve(references));
  }

  @Override
  public CompletableFuture<List<Standing>> standings(List<Membership> memberships) {
    return standings.watch(memberships.size(), () -> store.standings(memberships));
  }

  @Override
  public CompletableFuture<Map<Long, GroupInfo>> groups(List<Long> groupIds) {
    return groups.watch(groupIds.size(), () -> store.groups(groupIds));
  }

  @Override
  public CompletableFuture<MemberPage> members(long groupId, String after, int limit) {
    return members.watch(1, () -> store.members(groupId, after, limit));
  }

  @Override
  public CompletableFuture<List<Mark>> mark(List<Mark> all) {
    return marks.watch(all.size(), () -> store.mark(all));
  }

  @Override
  public CompletableFuture<Void> block(long by, long other, boolean isSet) {
    return marks.watch(1, () -> store.block(by, other, isSet));
  }

  @Override
  public CompletableFuture<List<Unfinished>> unfinished(int shard, Duration olderThan, int limit) {
    return unfinished.watch(1, () -> store.unfinished(shard, olderThan, limit));
  }

  @Override
  public CompletableFuture<Void> finished(List<Finished> all) {
    return finished.watch(all.size(), () -> store.finished(all));
  }

  @Override
  public Optional<String> trouble() {
    return store.trouble();
  }

  @Override
  public void close() {
    store.close();
  }
}
