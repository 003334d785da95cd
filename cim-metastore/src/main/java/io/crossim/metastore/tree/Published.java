package io.crossim.metastore.tree;

import io.crossim.metastore.Watched;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import lombok.extern.slf4j.Slf4j;

/** A list that the store's thread publishes to its followers. */
@Slf4j
abstract class Published<T> implements Watched<T> {

  private final String path;
  private final Executor thread;
  private final List<Consumer<List<T>>> listeners = new ArrayList<>();
  private volatile List<T> current = List.of();

  /**
   * @param path of the node that it is read from, for the log
   */
  Published(String path, Executor thread) {
    this.path = path;
    this.thread = thread;
  }

  @Override
  public final List<T> current() {
    return current;
  }

  @Override
  public final void onChange(Consumer<List<T>> listener) {
    thread.execute(
        () -> {
          listeners.add(listener);
          tell(listener);
        });
  }

  /** Tells the listeners of a new list; ignores an unchanged one. On the store's thread. */
  final void publish(List<T> list) {
    if (!list.equals(current)) {
      current = list;
      List.copyOf(listeners).forEach(this::tell);
    }
  }

  private void tell(Consumer<List<T>> listener) {
    try {
      listener.accept(current);
    } catch (RuntimeException e) {
      log.error("A listener of {} failed", path, e);
    }
  }
}
