package io.crossim.persistence.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * The answers to commands that are issued together, in the commands' order. It completes with the
 * last of them, or fails with the first that fails, and takes back then what Redis was not given
 * yet.
 *
 * @param <T> an answer of Redis
 * @param <R> what is made of all of them
 */
@RequiredArgsConstructor
final class CommandBatch<T, R> extends CompletableFuture<R>
    implements BiConsumer<@Nullable T, @Nullable Throwable> {

  private final CallTimeout deadline;
  private final Function<List<T>, R> result;
  private final List<CompletableFuture<T>> commands = new ArrayList<>();

  /** Commands without an answer; one more while they are being issued. */
  private final AtomicInteger missing = new AtomicInteger(1);

  /** Issues one command per item, unless it is over already; at most once, on any thread. */
  <I> void issue(
      RedisClusterAsyncCommands<byte[], byte[]> redis,
      Collection<? extends I> items,
      BiFunction<RedisClusterAsyncCommands<byte[], byte[]>, I, ? extends CompletionStage<T>>
          command) {
    try {
      for (I item : items) {
        if (isDone()) {
          break;
        }
        CompletableFuture<T> issued = command.apply(redis, item).toCompletableFuture();
        synchronized (commands) {
          commands.add(issued);
        }
        missing.incrementAndGet();
        issued.whenComplete(this);
      }
      answered();
    } catch (RuntimeException e) {
      completeExceptionally(e);
    }
    if (isCompletedExceptionally()) {
      takeBack(); // what was issued after the failure
    }
  }

  /** Takes the answer to one command. */
  @Override
  public void accept(@Nullable T answer, @Nullable Throwable failure) {
    if (failure != null) {
      completeExceptionally(failure);
    } else {
      answered();
    }
  }

  private void answered() {
    if (missing.decrementAndGet() > 0 || isDone()) {
      return;
    }
    List<T> answers = new ArrayList<>(commands.size());
    for (CompletableFuture<T> command : commands) {
      answers.add(command.join());
    }
    try {
      complete(result.apply(answers));
    } catch (RuntimeException e) {
      completeExceptionally(e);
    }
  }

  @Override
  public boolean completeExceptionally(Throwable failure) {
    boolean first = super.completeExceptionally(deadline.failure(failure));
    if (first) {
      takeBack();
    }
    return first;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      takeBack();
    }
    return cancelled;
  }

  private void takeBack() {
    List<CompletableFuture<T>> issued;
    synchronized (commands) {
      issued = List.copyOf(commands);
    }
    issued.forEach(command -> command.cancel(true));
  }
}
