package io.crossim.persistence.inbox.redis;

import io.crossim.persistence.inbox.Block;
import io.crossim.persistence.inbox.PreferenceOutcome;
import io.crossim.persistence.redis.LuaScript;
import io.crossim.persistence.redis.ScriptInputs;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;

/** Whom users have blocked. */
@RequiredArgsConstructor
final class RedisBlocks {

  private static final LuaScript BLOCK = InboxCalls.script("block.lua");
  private static final LuaScript BLOCKED = InboxCalls.script("blocked.lua");

  private final InboxCalls calls;

  CompletableFuture<PreferenceOutcome> block(Block block) {
    ScriptInputs scripts = calls.scripts();
    scripts.key(InboxKeys.prefix(block.userId()), 0);
    scripts.add(block.other());
    scripts.add(block.isSet() ? 1 : 0);
    scripts.add(Block.MOST);
    return calls.run(BLOCK, scripts, answers -> answers.preferenceOutcome(block.userId()));
  }

  CompletableFuture<List<Long>> blocked(long userId) {
    ScriptInputs scripts = calls.scripts();
    scripts.key(InboxKeys.prefix(userId), 0);
    return calls.run(BLOCKED, scripts, answers -> answers.blocked(userId));
  }
}
