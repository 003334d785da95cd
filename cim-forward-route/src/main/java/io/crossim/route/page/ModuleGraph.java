package io.crossim.route.page;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which modules a browser needs before the page can begin. It would find out by reading one after
 * the other; told at once, it fetches them side by side.
 */
final class ModuleGraph {

  private static final Pattern IMPORT =
      Pattern.compile(
          "(?m)^(?:import\\s*(?:[^;'\"]*?\\bfrom\\s*)?|export\\b[^;'\"=]*?\\bfrom\\s*)"
              + "['\"]([^'\"]+)['\"]");

  /** The builds of libraries stand in one line. */
  private static final Pattern INNER_IMPORT =
      Pattern.compile("[;\\n}]?import\\s*[^;'\"()]*?from\\s*['\"]([^'\"]+)['\"]");

  private ModuleGraph() {}

  /**
   * A module and all that it imports, without those that it loads when they are wanted.
   *
   * @param names what stands for paths in import statements
   */
  static Set<String> from(String first, PageFiles files, Map<String, String> names) {
    Set<String> found = new LinkedHashSet<>(List.of(first));
    Deque<String> left = new ArrayDeque<>(found);
    while (!left.isEmpty()) {
      String path = left.removeFirst();
      Pattern pattern = path.startsWith("lib/") ? INNER_IMPORT : IMPORT;
      Matcher imports = pattern.matcher(files.text(path));
      while (imports.find()) {
        String name = imports.group(1);
        String target = names.getOrDefault(name, URI.create(path).resolve(name).toString());
        if (found.add(target)) {
          left.addLast(target);
        }
      }
    }
    return found;
  }
}
