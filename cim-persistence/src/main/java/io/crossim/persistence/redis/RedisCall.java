package io.crossim.persistence.redis;

import io.crossim.common.result.UnavailableException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;

/**
 * One call of a store: one or more round trips under one deadline. Every method throws {@link
 * UnavailableException} when a command fails or does not answer in time; what was not written by
 * then is not written later.
 */
@RequiredArgsConstructor
public final class RedisCall {

  private final RedisClusterAsyncCommands<byte[], byte[]> commands;
  private final Deadline deadline;

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
    List<CompletableFuture<T>> running = new ArrayList<>(items.size());
    try {
      for (I item : items) {
        running.add(command.apply(commands, item).toCompletableFuture());
      }
      List<T> results = new ArrayList<>(items.size());
      for (CompletableFuture<T> future : running) {
        results.add(deadline.await(future));
      }
      return results;
    } finally {
      // Takes back what has no answer yet and was not written; the others are finished.
      running.forEach(future -> future.cancel(true));
    }
  }
}
