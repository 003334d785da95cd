package io.crossim.metastore;

import java.util.List;
import java.util.function.Consumer;

/** A list that follows the store. */
public interface Watched<T> {

  /** The list as last seen, sorted by name; immutable, never null. A cheap read. */
  List<T> current();

  /**
   * Calls a listener with the list after every change, and once at the start with the list as it
   * is. Calls come one at a time, in order, on the store's own thread; a listener must not block it
   * for long.
   */
  void onChange(Consumer<List<T>> listener);
}
