package io.crossim.persistence.conversation.redis;

import static io.crossim.persistence.redis.ScriptInputs.number;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationLimits;
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
import java.util.function.BiFunction;
import java.util.function.Function;

/** Runs the scripts over conversations. Any thread may call. */
final class ConversationCalls {

  private final RedisLink link;
  private final ConversationLimits limits;
  private final DamageLog damages = new DamageLog(InstantSource.system(), "the conversation");

  ConversationCalls(RedisLink link, ConversationLimits limits) {
    this.link = link;
    this.limits = limits;
  }

  /** The script of files, behind the beginning that all have. */
  static LuaScript script(String file) {
    return LuaScript.load(ConversationCalls.class, "conversation.lua", file);
  }

  static LuaScript script(String shared, String file) {
    return LuaScript.load(ConversationCalls.class, "conversation.lua", shared, file);
  }

  /** How all keys of a conversation begin; the braces put a shard into one slot of a cluster. */
  static byte[] prefix(ConversationId id) {
    return ("cim3:{c" + id.shard() + "}:" + id.key() + ":").getBytes(ISO_8859_1);
  }

  static byte[] unfinished(int shard) {
    return ("cim3:{c" + shard + "}:unfinished").getBytes(ISO_8859_1);
  }

  /** The input of one call, still empty. */
  ScriptInputs scripts() {
    return new ScriptInputs(
        link.isCluster(),
        UUID.randomUUID().toString().getBytes(ISO_8859_1),
        number(limits.maxAge().toMillis()),
        number(limits.maxLength()),
        number(limits.editWithin().toMillis()),
        number(limits.maxMentions()),
        number(limits.mentionsAllOpen()),
        number(limits.reactionsPerUser()),
        number(limits.reactionKinds()),
        number(limits.maxMembers()));
  }

  RedisCall begin() {
    return link.begin();
  }

  /**
   * Runs a script and makes a result of the answer to each item.
   *
   * @param items what the inputs were made of: a key each, in this order
   */
  <I, T> CompletableFuture<List<T>> each(
      RedisCall call,
      LuaScript script,
      ScriptInputs inputs,
      List<I> items,
      BiFunction<I, Answer, T> result) {
    return run(
        call,
        script,
        inputs,
        answers -> {
          List<T> results = new ArrayList<>(items.size());
          for (I item : items) {
            results.add(result.apply(item, new Answer(answers.next(), damages)));
          }
          return results;
        });
  }

  /** Runs a script over one conversation. */
  <T> CompletableFuture<T> one(LuaScript script, ScriptInputs inputs, Function<Answer, T> result) {
    return run(link.begin(), script, inputs, answers -> result.apply(answers.rest(damages)));
  }

  /** Runs a script over one conversation, in a call that goes on. */
  <T> CompletableFuture<T> one(
      RedisCall call, LuaScript script, ScriptInputs inputs, Function<Answer, T> result) {
    return run(call, script, inputs, answers -> result.apply(answers.rest(damages)));
  }

  private <T> CompletableFuture<T> run(
      RedisCall call, LuaScript script, ScriptInputs inputs, Function<Answers, T> result) {
    return call.<List<Object>, T>run(
        script,
        ScriptOutputType.MULTI,
        inputs.inputs(),
        answers -> result.apply(new Answers(answers)));
  }
}
