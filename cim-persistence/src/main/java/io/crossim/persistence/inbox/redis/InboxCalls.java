package io.crossim.persistence.inbox.redis;

import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.redis.DamageLog;
import io.crossim.persistence.redis.LuaScript;
import io.crossim.persistence.redis.RedisCall;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.ScriptInputs;
import io.lettuce.core.ScriptOutputType;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Runs the scripts over inboxes. Any thread may call. */
final class InboxCalls {

  private final RedisLink link;
  private final InboxLimits limits;
  private final DamageLog broken = new DamageLog(InstantSource.system(), "the inbox of user");

  InboxCalls(RedisLink link, InboxLimits limits) {
    this.link = link;
    this.limits = limits;
  }

  InboxLimits limits() {
    return limits;
  }

  /** The script of a file, behind the beginning that all have. */
  static LuaScript script(String file) {
    return LuaScript.load(InboxCalls.class, "inbox.lua", file);
  }

  /**
   * The input of one call, still empty.
   *
   * @param bounds what the script is told besides, before what it is told for each user
   */
  ScriptInputs scripts(long... bounds) {
    byte[][] common = new byte[5 + bounds.length][];
    common[0] = InboxKeys.bytes(UUID.randomUUID().toString());
    common[1] = InboxKeys.number(limits.maxAge().toMillis());
    common[2] = InboxKeys.number(limits.maxLength());
    common[3] = InboxKeys.number(limits.maxBytes());
    common[4] = InboxKeys.number(limits.maxDevices());
    for (int i = 0; i < bounds.length; i++) {
      common[5 + i] = InboxKeys.number(bounds[i]);
    }
    return new ScriptInputs(link.isCluster(), common);
  }

  <R> CompletableFuture<R> run(
      LuaScript script, ScriptInputs scripts, Function<InboxAnswers, R> result) {
    return run(link.begin(), script, scripts, result);
  }

  <R> CompletableFuture<R> run(
      RedisCall call, LuaScript script, ScriptInputs scripts, Function<InboxAnswers, R> result) {
    return call.<List<Object>, R>run(
        script,
        ScriptOutputType.MULTI,
        scripts.inputs(),
        answers -> result.apply(new InboxAnswers(answers, broken)));
  }

  /** The result of each item, in their order. */
  static <I, T> List<T> each(List<I> items, Function<I, T> one) {
    List<T> results = new ArrayList<>(items.size());
    for (I item : items) {
      results.add(one.apply(item));
    }
    return results;
  }
}
