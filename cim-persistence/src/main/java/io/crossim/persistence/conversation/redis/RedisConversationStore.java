package io.crossim.persistence.conversation.redis;

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
import io.crossim.persistence.redis.LuaScript;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.ReplicaWait;
import io.crossim.persistence.redis.ScriptInputs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Conversations in Redis 6.2 or newer, alone, behind Sentinels or as a cluster. All keys of a shard
 * lie in one slot. A batch goes out at once, in scripts of many conversations, on a cluster in one
 * script for each.
 *
 * <p>The scripts see by its {@code master_replid} that Redis was restarted, restored or replaced,
 * and give the conversation another epoch before they do anything else.
 *
 * <p>Futures complete on a thread of the Redis client, or on the caller's.
 */
public final class RedisConversationStore implements ConversationStore {

  private static final LuaScript MARK = ConversationCalls.script("mark.lua");
  private static final LuaScript FINISHED = ConversationCalls.script("finished.lua");

  private final RedisLink link;
  private final ConversationCalls calls;
  private final ConversationReads reads;
  private final ConversationWrites writes;
  private final PairBlocks blocks;
  private final GroupReads groups;
  private final NewGroups newGroups;

  public RedisConversationStore(RedisLink link, ConversationLimits limits, ReplicaWait replicas) {
    this.link = link;
    this.calls = new ConversationCalls(link, limits);
    this.reads = new ConversationReads(calls);
    this.writes = new ConversationWrites(calls, replicas);
    this.blocks = new PairBlocks(calls, replicas);
    this.groups = new GroupReads(calls);
    this.newGroups = new NewGroups(link);
  }

  @Override
  public CompletableFuture<List<PostOutcome>> post(List<Post> posts) {
    return writes.post(posts);
  }

  @Override
  public CompletableFuture<Long> newGroup(long creator, String dedupId) {
    return newGroups.id(creator, dedupId);
  }

  @Override
  public CompletableFuture<ChangeOutcome> change(GroupChange change) {
    return writes.change(change);
  }

  @Override
  public CompletableFuture<List<ConversationPage>> read(List<ConversationQuery> queries) {
    return reads.read(queries);
  }

  @Override
  public CompletableFuture<List<@Nullable ConversationEntry>> resolve(List<Reference> references) {
    return reads.resolve(references);
  }

  @Override
  public CompletableFuture<List<Standing>> standings(List<Membership> memberships) {
    return reads.standings(memberships);
  }

  @Override
  public CompletableFuture<Map<Long, GroupInfo>> groups(List<Long> groupIds) {
    return groups.groups(groupIds);
  }

  @Override
  public CompletableFuture<MemberPage> members(long groupId, String after, int limit) {
    return groups.members(groupId, after, limit);
  }

  @Override
  public CompletableFuture<List<Mark>> mark(List<Mark> marks) {
    ScriptInputs scripts = calls.scripts();
    for (Mark mark : marks) {
      scripts.key(ConversationCalls.prefix(mark.conversation()), 0);
      scripts.add(mark.userId());
      scripts.add(mark.deliveredSeq());
      scripts.add(mark.readSeq());
    }
    return calls.each(
        calls.begin(),
        MARK,
        scripts,
        marks,
        (mark, answer) -> {
          Mark now = new Mark(mark.conversation(), mark.userId(), answer.number(), answer.number());
          answer.tellIfBroken(mark.conversation(), answer.text());
          return now;
        });
  }

  @Override
  public CompletableFuture<Void> block(long by, long other, boolean isSet) {
    return blocks.set(by, other, isSet);
  }

  @Override
  public CompletableFuture<List<Unfinished>> unfinished(int shard, Duration olderThan, int limit) {
    return groups.unfinished(shard, olderThan, limit);
  }

  @Override
  public CompletableFuture<Void> finished(List<Finished> finished) {
    ScriptInputs scripts = calls.scripts();
    for (Finished one : finished) {
      scripts.key(ConversationCalls.prefix(one.conversation()), 0);
      scripts.add(one.seq());
    }
    return calls
        .each(
            calls.begin(),
            FINISHED,
            scripts,
            finished,
            (one, answer) -> {
              answer.tellIfBroken(one.conversation(), answer.insteadOfFields());
              return one;
            })
        .thenApply(done -> null);
  }

  @Override
  public Optional<String> trouble() {
    return link.trouble();
  }

  /** Closes nothing: the connection belongs to the maker of its factory. */
  @Override
  public void close() {}
}
