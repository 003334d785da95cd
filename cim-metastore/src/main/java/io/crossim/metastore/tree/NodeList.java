package io.crossim.metastore.tree;

import io.crossim.common.result.CimException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import lombok.extern.slf4j.Slf4j;

/**
 * The children of one node as a published list. It is read again as a whole after every change:
 * changes are rare, and a name may come back with another process behind it. Apart from {@link
 * #current} and {@link #onChange} it belongs to the store's thread.
 */
@Slf4j
final class NodeList<T> extends Published<T> {

  private final String root;
  private final BiFunction<String, String, T> codec;
  private final Set<String> foreign = new HashSet<>();
  private boolean wanted;
  private boolean stale = true;

  NodeList(String root, BiFunction<String, String, T> codec, Executor thread) {
    super(root, thread);
    this.root = root;
    this.codec = codec;
  }

  /** From now on the list follows the store. */
  void follow() {
    wanted = true;
  }

  /** Has the next {@link #sync} read the list again. */
  void outdate() {
    stale = true;
  }

  void sync(NodeTree tree) {
    if (!wanted || !stale) {
      return;
    }
    List<T> found = read(tree);
    // Only now: a read that failed half way leaves the list to be read again. A change meanwhile
    // is told by the watch, which was set before the nodes were read.
    stale = false;
    publish(found);
  }

  private List<T> read(NodeTree tree) {
    tree.ensure(root);
    List<String> names = tree.children(root).stream().sorted().toList();
    foreign.retainAll(names);
    List<T> found = new ArrayList<>(names.size());
    for (String name : names) {
      tree.read(root + "/" + name).flatMap(node -> decode(name, node)).ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  private Optional<T> decode(String name, StoredNode node) {
    try {
      T decoded = codec.apply(name, node.data());
      foreign.remove(name);
      return Optional.of(decoded);
    } catch (CimException e) {
      if (foreign.add(name)) {
        log.warn("{}/{} is not one of ours and is left out: {}", root, name, e.getMessage());
      }
      return Optional.empty();
    }
  }
}
