package io.crossim.it.operation;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks again and again at processes, and remembers what has moved. */
final class Movements {

  private final Map<String, Double> last = new TreeMap<>();
  private final Set<String> moved = new TreeSet<>();

  /**
   * @param process whose values are compared with its own
   */
  void look(String process, Scrape scrape) {
    scrape
        .values()
        .forEach(
            (name, value) -> {
              Double before = last.put(process + " " + name, value);
              if (before != null && !before.equals(value)) {
                moved.add(name);
              }
            });
  }

  Set<String> moved() {
    return moved;
  }
}
