package io.crossim.persistence.conversation.redis;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.redis.LuaScript;
import io.crossim.persistence.redis.RedisCall;
import io.crossim.persistence.redis.ReplicaWait;
import io.crossim.persistence.redis.ScriptInputs;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;

/** Which users of pairs refuse what the other one posts. */
@RequiredArgsConstructor
final class PairBlocks {

  private static final LuaScript BLOCK = ConversationCalls.script("block.lua");

  private final ConversationCalls calls;
  private final ReplicaWait replicas;

  CompletableFuture<Void> set(long by, long other, boolean isSet) {
    ConversationId pair = ConversationId.pair(by, other);
    ScriptInputs scripts = calls.scripts();
    scripts.key(ConversationCalls.prefix(pair), 0);
    scripts.add(by);
    scripts.add(isSet ? 1 : 0);
    RedisCall call = calls.begin();
    return replicas.hold(
        call,
        calls.one(
            call,
            BLOCK,
            scripts,
            answer -> {
              answer.tellIfBroken(pair, answer.text());
              return null;
            }));
  }
}
