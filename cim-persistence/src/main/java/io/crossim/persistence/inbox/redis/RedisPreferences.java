package io.crossim.persistence.inbox.redis;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.inbox.Block;
import io.crossim.persistence.inbox.Mute;
import io.crossim.persistence.inbox.PreferenceOutcome;
import io.crossim.persistence.redis.LuaScript;
import io.crossim.persistence.redis.RedisCall;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.ReplicaWait;
import io.crossim.persistence.redis.ScriptInputs;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;

/** Whom users have blocked, and what they have muted. */
@RequiredArgsConstructor
final class RedisPreferences {

  private static final LuaScript BLOCK = InboxCalls.script("block.lua");
  private static final LuaScript BLOCKED = InboxCalls.script("blocked.lua");

  private static final LuaScript MUTE = InboxCalls.script("mute.lua");
  private static final LuaScript MUTED = InboxCalls.script("muted.lua");

  /** In the place of the one user who is looked for. */
  private static final long ALL = 0;

  private final RedisLink link;
  private final InboxCalls calls;
  private final ReplicaWait replicas;

  CompletableFuture<PreferenceOutcome> block(Block block) {
    ScriptInputs scripts = calls.scripts();
    scripts.key(InboxKeys.prefix(block.userId()), 0);
    scripts.add(block.other());
    scripts.add(block.isSet() ? 1 : 0);
    scripts.add(Block.MOST);
    return change(BLOCK, scripts, block.userId());
  }

  CompletableFuture<PreferenceOutcome> mute(Mute mute) {
    ScriptInputs scripts = calls.scripts();
    scripts.key(InboxKeys.prefix(mute.userId()), 0);
    scripts.add(mute.conversation().key());
    scripts.add(mute.until());
    scripts.add(Mute.MOST);
    return change(MUTE, scripts, mute.userId());
  }

  /** Answered when as many replicas have it as have to hold a message. */
  private CompletableFuture<PreferenceOutcome> change(
      LuaScript script, ScriptInputs scripts, long userId) {
    RedisCall call = link.begin();
    return replicas.hold(
        call, calls.run(call, script, scripts, answers -> answers.preferenceOutcome(userId)));
  }

  CompletableFuture<List<Long>> muted(long userId, List<ConversationId> conversations) {
    ScriptInputs scripts = calls.scripts();
    scripts.key(InboxKeys.prefix(userId), 0);
    conversations.forEach(conversation -> scripts.add(conversation.key()));
    return calls.run(MUTED, scripts, answers -> answers.muted(userId, conversations.size()));
  }

  CompletableFuture<List<Long>> blocked(long userId) {
    return blockedOf(userId, ALL);
  }

  CompletableFuture<Boolean> blocks(long userId, long other) {
    return blockedOf(userId, other).thenApply(found -> !found.isEmpty());
  }

  private CompletableFuture<List<Long>> blockedOf(long userId, long other) {
    ScriptInputs scripts = calls.scripts();
    scripts.key(InboxKeys.prefix(userId), 0);
    scripts.add(other);
    return calls.run(BLOCKED, scripts, answers -> answers.blocked(userId));
  }
}
