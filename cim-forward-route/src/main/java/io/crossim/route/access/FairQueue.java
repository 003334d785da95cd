package io.crossim.route.access;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Items of many owners, who take turns: the oldest of each comes before the second of any. Not safe
 * for several threads.
 */
final class FairQueue<T> {

  private final Map<String, ArrayDeque<T>> byOwner = new LinkedHashMap<>();
  private int size;

  int size() {
    return size;
  }

  void add(String owner, T item) {
    byOwner.computeIfAbsent(owner, same -> new ArrayDeque<>()).add(item);
    size++;
  }

  /** Takes the next one out; null when there is none. */
  @Nullable T poll() {
    Iterator<Map.Entry<String, ArrayDeque<T>>> owners = byOwner.entrySet().iterator();
    if (!owners.hasNext()) {
      return null;
    }
    Map.Entry<String, ArrayDeque<T>> first = owners.next();
    String owner = first.getKey();
    ArrayDeque<T> items = first.getValue();
    owners.remove();
    T next = items.remove();
    if (!items.isEmpty()) {
      byOwner.put(owner, items); // behind all the others
    }
    size--;
    return next;
  }

  /** Takes out the last entry of the owner that has the most; null when there is none. */
  @Nullable T dropFromLongest() {
    Map.Entry<String, ArrayDeque<T>> longest =
        byOwner.entrySet().stream()
            .max(Comparator.comparingInt(each -> each.getValue().size()))
            .orElse(null);
    if (longest == null) {
      return null;
    }
    T dropped = longest.getValue().removeLast();
    if (longest.getValue().isEmpty()) {
      byOwner.remove(longest.getKey());
    }
    size--;
    return dropped;
  }
}
