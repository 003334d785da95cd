package io.crossim.persistence.inbox.redis;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.Block;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.inbox.Follow;
import io.crossim.persistence.inbox.FollowOutcome;
import io.crossim.persistence.inbox.Followed;
import io.crossim.persistence.inbox.FollowedPage;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.Mute;
import io.crossim.persistence.inbox.Position;
import io.crossim.persistence.inbox.PreferenceOutcome;
import io.crossim.persistence.redis.LuaScript;
import io.crossim.persistence.redis.RedisCall;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.ReplicaWait;
import io.crossim.persistence.redis.ScriptInputs;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Inboxes in Redis 6.2 or newer, alone, behind Sentinels or as a cluster. A batch goes out at once,
 * in scripts of many users, on a cluster in one script per user; what one user gets in a batch is
 * stored all or not at all.
 *
 * <p>The scripts see by its {@code master_replid} that Redis was restarted, restored or replaced,
 * and give the inbox another epoch before they do anything else.
 *
 * <p>Calls keep their order over the one connection. The exception is a script that Redis was made
 * to forget, or that a node of a cluster does not know yet: it is sent again, and takes effect
 * behind what was issued meanwhile.
 *
 * <p>Futures complete on a thread of the Redis client, or on the caller's.
 */
public final class RedisInboxStore implements InboxStore {

  private static final LuaScript APPEND = InboxCalls.script("append.lua");
  private static final LuaScript READ = InboxCalls.script("read.lua");
  private static final LuaScript ACKNOWLEDGE = InboxCalls.script("acknowledge.lua");
  private static final LuaScript STATE = InboxCalls.script("state.lua");

  /** A message is answered about so long, beside its payload, which is taken for this long too. */
  private static final int PAGE_ENTRY = 512;

  private final RedisLink link;
  private final ReplicaWait replicas;
  private final InboxCalls calls;
  private final RedisCursors cursors;
  private final RedisPreferences preferences;

  public RedisInboxStore(RedisLink link, InboxLimits limits, ReplicaWait replicas) {
    this.link = link;
    this.replicas = replicas;
    this.calls = new InboxCalls(link, limits);
    this.cursors = new RedisCursors(calls);
    this.preferences = new RedisPreferences(link, calls, replicas);
  }

  @Override
  public CompletableFuture<List<AppendOutcome>> append(List<Append> batch) {
    AppendsByUser byUser = new AppendsByUser(batch);
    ScriptInputs scripts = calls.scripts();
    byUser.addTo(scripts);
    RedisCall call = link.begin();
    return replicas.hold(call, calls.run(call, APPEND, scripts, byUser::outcomes));
  }

  @Override
  public CompletableFuture<List<InboxPage>> read(List<InboxQuery> queries) {
    ScriptInputs scripts = calls.scripts();
    for (InboxQuery query : queries) {
      Position after = query.after();
      scripts.key(
          InboxKeys.prefix(query.userId()),
          Math.min((long) PAGE_ENTRY * query.limit(), query.maxBytes()));
      scripts.add(query.device());
      scripts.add(query.limit());
      scripts.add(query.maxBytes());
      scripts.add(after == null ? "" : after.epoch());
      scripts.add(after == null ? 0 : after.seq());
      scripts.add(after == null ? 0 : after.messageId());
    }
    return calls.run(
        READ, scripts, answers -> InboxCalls.each(queries, query -> answers.page(query.userId())));
  }

  @Override
  public CompletableFuture<Void> acknowledge(List<Acknowledgement> acknowledgements) {
    ScriptInputs scripts = calls.scripts();
    for (Acknowledgement ack : acknowledgements) {
      scripts.key(InboxKeys.prefix(ack.userId()), 0);
      scripts.add(ack.device());
      scripts.add(ack.epoch());
      scripts.add(ack.seq());
    }
    return calls.run(
        ACKNOWLEDGE,
        scripts,
        answers -> {
          answers.tellBroken();
          return null;
        });
  }

  @Override
  public CompletableFuture<List<InboxState>> states(List<InboxDevice> devices) {
    ScriptInputs scripts = calls.scripts();
    for (InboxDevice device : devices) {
      scripts.key(InboxKeys.prefix(device.userId()), 0);
      scripts.add(device.device());
    }
    return calls.run(
        STATE,
        scripts,
        answers -> InboxCalls.each(devices, device -> answers.state(device.userId())));
  }

  @Override
  public CompletableFuture<List<FollowOutcome>> follow(List<Follow> follows) {
    return cursors.follow(follows);
  }

  @Override
  public CompletableFuture<PreferenceOutcome> block(Block block) {
    return preferences.block(block);
  }

  @Override
  public CompletableFuture<List<Long>> blocked(long userId) {
    return preferences.blocked(userId);
  }

  @Override
  public CompletableFuture<Boolean> blocks(long userId, long other) {
    return preferences.blocks(userId, other);
  }

  @Override
  public CompletableFuture<PreferenceOutcome> mute(Mute mute) {
    return preferences.mute(mute);
  }

  @Override
  public CompletableFuture<List<Long>> muted(long userId, List<ConversationId> conversations) {
    return preferences.muted(userId, conversations);
  }

  @Override
  public CompletableFuture<FollowedPage> followed(long userId, String after, int limit) {
    return cursors.followed(userId, after, limit);
  }

  @Override
  public CompletableFuture<Void> unfollow(List<Followed> followed) {
    return cursors.unfollow(followed);
  }

  /** Two with which the same user comes are carried out in their order. */
  @Override
  public CompletableFuture<List<CollectOutcome>> collect(List<Collect> batch) {
    return cursors.collect(batch);
  }

  @Override
  public CompletableFuture<Void> caughtUp(long userId, long overflow) {
    return cursors.caughtUp(userId, overflow);
  }

  @Override
  public Optional<String> trouble() {
    return link.trouble();
  }

  /** Both stores of one link send their commands over its one connection. */
  @Override
  public Object orderedBy() {
    return link;
  }

  /** Closes nothing: the connection belongs to the maker of its factory. */
  @Override
  public void close() {}
}
