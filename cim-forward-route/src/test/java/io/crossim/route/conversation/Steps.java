package io.crossim.route.conversation;

import io.crossim.common.result.UnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * What several routes are about to do, taken one by one in random order: each call to a store is
 * one step, and each answer another one. A route that is killed takes no more of its steps.
 */
final class Steps {

  private final Random random;
  private final List<Step> pending = new ArrayList<>();

  /** So many calls of a hundred fail, half of them after they were carried out. */
  int failing;

  Steps(Random random) {
    this.random = random;
  }

  private record Step(Object owner, Runnable task) {}

  void add(Object owner, Runnable task) {
    pending.add(new Step(owner, task));
  }

  void kill(Object owner) {
    pending.removeIf(step -> step.owner == owner);
  }

  /** Takes a step; answers whether there was one. */
  boolean take() {
    if (pending.isEmpty()) {
      return false;
    }
    int index = random.nextInt(pending.size());
    Step step = pending.get(index);
    Step last = pending.remove(pending.size() - 1);
    if (step != last) {
      pending.set(index, last);
    }
    step.task.run();
    return true;
  }

  Executor executor(Object owner) {
    return task -> add(owner, task);
  }

  /** A timer for which every time has come. */
  ScheduledExecutorService timer(Object owner) {
    return proxy(
        ScheduledExecutorService.class,
        (method, arguments) -> {
          add(owner, (Runnable) arguments[0]);
          return null;
        });
  }

  /** A store of which one route makes its calls. */
  <T> T store(Object owner, Class<T> type, T store) {
    return proxy(
        type,
        (method, arguments) -> {
          if (method.getReturnType() != CompletableFuture.class) {
            return call(store, method, arguments);
          }
          CompletableFuture<Object> answer = new CompletableFuture<>();
          add(owner, () -> carryOut(owner, store, method, arguments, answer));
          return answer;
        });
  }

  private void carryOut(
      Object owner,
      Object store,
      Method method,
      Object[] arguments,
      CompletableFuture<Object> answer) {
    boolean fails = random.nextInt(100) < failing;
    if (fails && random.nextBoolean()) {
      answer.completeExceptionally(new UnavailableException("the store is away", null));
      return;
    }
    CompletableFuture<?> done = (CompletableFuture<?>) call(store, method, arguments);
    add(
        owner,
        () ->
            done.whenComplete(
                (value, failure) -> {
                  if (fails) {
                    answer.completeExceptionally(new UnavailableException("no answer", null));
                  } else if (failure != null) {
                    answer.completeExceptionally(failure);
                  } else {
                    answer.complete(value);
                  }
                }));
  }

  private static Object call(Object store, Method method, Object[] arguments) {
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException thrown
          ? thrown
          : new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Handler {
    @Nullable Object handle(Method method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                handler.handle(method, arguments == null ? new Object[0] : arguments)));
  }
}
