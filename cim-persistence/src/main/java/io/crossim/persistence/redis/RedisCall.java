package io.crossim.persistence.redis;

import io.crossim.common.result.UnavailableException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;

/**
 * One call of a store: one or more round trips under one deadline. A command that fails or does not
 * answer in time ends the call with an {@link UnavailableException}; what was not written by then
 * is not written later.
 *
 * <p>{@link #one} and {@link #each} block and throw. {@link #send} and {@link #run} never block and
 * never throw: they answer with a future that completes on a thread of the Redis client, on the
 * timer's, or on the caller's own. What hangs on it must not block.
 */
@RequiredArgsConstructor
public final class RedisCall {

  private final RedisLink link;
  private final CallTimeout deadline;

  /** Issues one command and waits for its result, which is null where Redis answers nil. */
  public <T> T one(
      Function<RedisClusterAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> command) {
    return this.<Object, T>each(List.of(this), (redis, self) -> command.apply(redis)).get(0);
  }

  /** Issues one command per item, all before the first wait; the results are in the same order. */
  public <I, T> List<T> each(
      Collection<? extends I> items,
      BiFunction<RedisClusterAsyncCommands<byte[], byte[]>, I, ? extends CompletionStage<T>>
          command) {
    CommandBatch<T, List<T>> answers = issue(items, command, Function.identity());
    try {
      return answers.get(deadline.left(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answers.completeExceptionally(e);
      throw deadline.failure(e);
    } catch (ExecutionException e) {
      throw deadline.failure(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      answers.cancel(true);
      Thread.currentThread().interrupt();
      throw new UnavailableException("Redis: the wait was interrupted", e);
    }
  }

  /**
   * Issues one command per item and does not wait.
   *
   * @param result makes the call's result of the answers, which are in the order of the items
   */
  public <I, T, R> CompletableFuture<R> send(
      Collection<? extends I> items,
      BiFunction<RedisClusterAsyncCommands<byte[], byte[]>, I, ? extends CompletionStage<T>>
          command,
      Function<List<T>, R> result) {
    CommandBatch<T, R> answers = issue(items, command, result);
    if (!answers.isDone()) {
      deadline.limit(answers, link.connector().timer());
    }
    return answers;
  }

  /**
   * Runs a script once per input and does not wait.
   *
   * @param result makes the call's result of the answers, which are in the order of the inputs
   */
  public <T, R> CompletableFuture<R> run(
      LuaScript script,
      ScriptOutputType type,
      List<ScriptInput> inputs,
      Function<List<T>, R> result) {
    return this.<ScriptInput, T, R>send(
        inputs,
        (redis, input) -> script.run(redis, type, link.scripts(), !link.isCluster(), input),
        result);
  }

  private <I, T, R> CommandBatch<T, R> issue(
      Collection<? extends I> items,
      BiFunction<RedisClusterAsyncCommands<byte[], byte[]>, I, ? extends CompletionStage<T>>
          command,
      Function<List<T>, R> result) {
    CommandBatch<T, R> answers = new CommandBatch<>(deadline, result);
    link.connector().whenConnected(answers, redis -> answers.issue(redis, items, command));
    return answers;
  }
}
